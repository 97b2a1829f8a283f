/** The people of a tenant's marketplace. */
import type { Client } from "../support/backroom.ts";
import { cards, openMarketplace } from "../support/paying-market.ts";

/** Charged, declined, charged with an answer that gets lost, charged and disputed. */
const kinds = ["works", "declined", "answersLate", "disputed"] as const;
export type Kind = (typeof kinds)[number];

/** Somebody who is paid, and somebody with each kind of card. */
export type MarketWorld = { platform_id: string; seller: string; buyers: Record<Kind, string> };

export async function openMarketWorld(owner: Client): Promise<MarketWorld> {
  const market = await openMarketplace(owner);
  const person = (kind: Kind) => market.person({ card: cards[kind] });
  const buyers = {
    ...{ works: await person("works"), declined: await person("declined") },
    ...{ answersLate: await person("answersLate"), disputed: await person("disputed") },
  };
  return { platform_id: market.platform_id, seller: await market.person({ bank: true }), buyers };
}

/** A shop's own goods in Candle: a platform with a buyer who has signed in and has a card. */
import { randomUUID } from "node:crypto";
import { type Client, type Json, type Reply, until } from "./backroom.ts";
import { type Codes, SESSION, signIn, uuidOf } from "./candle.ts";
import { cards, confirmCard } from "./paying-market.ts";
import { type Wire, wireTo } from "./wire.ts";

/** A Backroom by its address, and how people read their mails. */
export type Shops = { url: string; codeFor: Codes };

export type Window = {
  platform_id: string;
  candle: Wire;
  client: Pick<Client, "ok" | "key">;
  buyer: Json;
  session: Record<string, string>;
  url: string;
};

/** 5 % for the platform; the provider takes 2.9 % and 0.30. */
export async function openWindow(
  { url, codeFor }: Shops,
  client: Pick<Client, "ok" | "key">,
): Promise<Window> {
  const candle = wireTo(`${url}/candle/v1`, client.key);
  const platform_id = uuidOf((await candle.ok("GET", "/platforms")).id);
  const terms = { provider: "simulated", platform_fee_ppm: 50_000 };
  await client.ok.patch(`/platforms/${platform_id}`, terms);
  return { platform_id, candle, client, url, ...(await newBuyer({ url, codeFor }, client)) };
}

/** Somebody who has signed in, with a card that works. */
export async function newBuyer(
  { url, codeFor }: Shops,
  client: Pick<Client, "ok" | "key">,
): Promise<Pick<Window, "buyer" | "session">> {
  const { token, user } = await signIn({ url, codeFor }, client, `${randomUUID()}@buyer.example`);
  await confirmCard(client, uuidOf(user.id), cards.works);
  return { buyer: user, session: { [SESSION]: token } };
}

type How = { onTop?: boolean };

/** A contract from the buyer's cart: 1 % for the service, the fees on top unless the sellers bear them. */
export async function draftFor(
  { candle, client, session }: Window,
  product: string,
  quantity: number,
  { onTop = true }: How = {},
): Promise<Reply> {
  const added = await candle.send("POST", `/carts/auth/product/${product}`, { quantity }, session);
  if (added.status >= 300) return added;
  const made = await candle.send("POST", `/contracts/cart/${added.body.id}`, {}, session);
  if (made.status >= 300) return made;
  await client.ok.patch(`/contracts/${uuidOf(made.body.id)}`, { service_fee_ppm: 10_000 });
  await candle.ok("PUT", `/contracts/${made.body.id}/fee_inclusion`, { included: onTop });
  return candle.send("POST", `/contracts/${made.body.id}/send`, {});
}

/** Settles it, and waits until the card is charged. */
export async function settle({ candle }: Pick<Window, "candle">, { id }: Json): Promise<Json> {
  await candle.ok("PUT", `/contracts/${id}/settle`);
  return until(async () => {
    const now = await candle.ok("GET", `/contracts/${id}`);
    return now.paid && now;
  }, "the charge");
}

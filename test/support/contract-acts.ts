/** What happens to contracts of a marketplace while processes die: paid by hand, charged, declined, with goods that run short. */
import { isDeepStrictEqual } from "node:util";
import { houseUserId } from "../../services/accounts/public.ts";
import { saleIdOf } from "../../services/sales/contract-sales/price-contract-sale.ts";
import { type Client, type Json, until } from "./backroom.ts";
import { allOnTop, cards, openMarketplace } from "./paying-market.ts";

type Send = (path: string, body: unknown, status: number) => Promise<Json>;
/** Read while copies die. */
type Seen = (path: string) => Promise<Json>;

const STOCK = 100_000;
const PATIENCE_MS = 300_000;

/** Charged by the provider, to stay or to be taken back by it; recorded as paid by the settlement, or by a payment of its own. */
type PaidBy = "card" | "card refunded there" | "disputed card" | "settling" | "hand";

export type ContractActs = {
  acts: (() => Promise<null>)[];
  /** How much of the product there must be. */
  left(): number;
  /** A product that is an item of the house. */
  offerOwn(item_id: string): Promise<string>;
  /** Sells so much of it and takes its money back, with the goods unless it was disputed; answers the sale. */
  sellOwn(product_id: string, quantity: number, by: PaidBy): Promise<string>;
  product_id: string;
};

export async function openContractActs(owner: Client, send: Send, seen: Seen): Promise<ContractActs> {
  const { platform_id, person } = await openMarketplace(owner);
  const [rich, poor] = [await person({ card: cards.works }), await person({ card: cards.declined })];
  const [bare, angry] = [await person(), await person({ card: cards.disputed })];
  const seller = await person({ bank: true });
  const lamps = { platform_id, user_id: seller, name: "Lamp", base_price: 500_000, quantity: STOCK };
  const { id: product_id } = await owner.ok.post("/products", lamps);
  let sold = 0;

  async function sent(user_id: string): Promise<Json> {
    const terms = { ...allOnTop, platform_id, items: [{ product_id }], buyers: [{ user_id }] };
    const { id } = await send("/contracts", terms, 201);
    return send(`/contracts/${id}/send`, {}, 200);
  }
  async function comesTo(id: string, wanted: Json): Promise<void> {
    const there = async () => {
      const row = await seen(`/contracts/${id}`);
      return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(row[name], value));
    };
    await until(there, `contract ${id} with ${JSON.stringify(wanted)}`, PATIENCE_MS);
  }
  async function loseDispute(id: string): Promise<void> {
    await comesTo(id, { disputed: true });
    const [dispute] = (await seen(`/disputes?contract_id=${id}`)).data;
    await send(`/disputes/${dispute.id}/decide`, { outcome: "lost" }, 200);
  }
  async function refundThere(id: string, ...parts: number[]): Promise<void> {
    const [{ id: charge, amount }] = (await seen(`/transactions?contract_id=${id}&type=charge`)).data;
    for (const part of [...parts, amount - parts.reduce((sum, each) => sum + each, 0)])
      await send(`/transactions/${charge}/refund-at-provider`, { amount: part }, 200);
    await comesTo(id, { status: "refunded", refunded_amount: amount, pending: [] });
  }
  /** One part comes back, and is paid in another way: each once, whoever died. */
  async function returnThere(id: string): Promise<void> {
    const [refund] = (await seen(`/transactions?contract_id=${id}&type=refund&sort=amount`)).data;
    await send(`/transactions/${refund.id}/return-at-provider`, {}, 200);
    const owed = async () => (await seen(`/transactions/${refund.id}`)).returned === "owed";
    await until(owed, `${refund.id} to be owed`, PATIENCE_MS);
    await send(`/transactions/${refund.id}/pay-returned`, { method: "cash" }, 200);
  }
  const house = houseUserId(platform_id);
  await until(async () => (await owner.get(`/marketplace-users/${house}`)).status === 200, "the house user");

  async function offerOwn(item_id: string): Promise<string> {
    const own = { platform_id, user_id: house, name: "Coat", base_price: 600_000 };
    const { id } = await send("/products", own, 201);
    await send(`/variants/${id}/link`, { item_id }, 200);
    return id;
  }
  async function sellOwn(product_id: string, quantity: number, by: PaidBy): Promise<string> {
    const paying = { card: rich, "card refunded there": rich, "disputed card": angry };
    const buyer = { ...paying, settling: bare, hand: bare }[by];
    const terms = { platform_id, items: [{ product_id, quantity }], buyers: [{ user_id: buyer }] };
    const { id } = await send("/contracts", terms, 201);
    const { buyers, sent_version: version } = await send(`/contracts/${id}/send`, {}, 200);
    const buyer_id = buyers[0].id;
    if (by in paying) await send(`/contracts/${id}/settle`, {}, 200);
    else if (by === "settling") await send(`/contracts/${id}/settle`, { record_offline: true }, 200);
    else await send(`/contracts/${id}/payments`, { buyer_id, method: "cash", version }, 200);
    const sale = saleIdOf(id);
    await seen(`/sales/${sale}`);
    if (by === "disputed card") await loseDispute(id);
    else if (by === "card refunded there") await refundThere(id);
    else await send(`/contracts/${id}/refund`, { buyer_id, amount: 6000 * quantity }, 200);
    // Whose bank takes the money back keeps the goods (CON-12).
    const returned = by === "disputed card" ? 0 : quantity;
    const back = async () => {
      const { lines, refund_status } = await seen(`/sales/${sale}`);
      const all = lines.every((line: Json) => line.refunded_quantity === returned);
      return all && refund_status === "full";
    };
    await until(back, `${sale} to be taken back`, PATIENCE_MS);
    return sale;
  }
  const refund = ({ id, buyers }: Json) =>
    send(`/contracts/${id}/refund`, { buyer_id: buyers[0].id, amount: 700 }, 200);

  return {
    ...{ product_id, left: () => STOCK - sold, offerOwn, sellOwn },
    acts: [
      // The provider is asked outside of transactions: whoever died, it has moved the money once.
      async () => {
        const made = await sent(rich);
        await send(`/contracts/${made.id}/settle`, {}, 200);
        await comesTo(made.id, { status: "settled" });
        sold += 1;
        // Somebody takes a part of the transfer back there: it is recorded once, and beside what the refund takes back.
        const [transfer] = (await seen(`/transactions?contract_id=${made.id}&type=transfer`)).data;
        await send(`/transactions/${transfer.id}/reverse-at-provider`, { amount: 50 }, 200);
        await refund(made);
        await comesTo(made.id, { refunded_amount: 700, pending: [] });
        return null;
      },
      // The buyer's bank takes the charge back: booked once, whoever died.
      async () => {
        const { id } = await sent(angry);
        await send(`/contracts/${id}/settle`, {}, 200);
        sold += 1;
        await loseDispute(id);
        await comesTo(id, { status: "refunded", disputed: false, pending: [] });
        return null;
      },
      // Refunded at the provider itself, in two parts: each is recorded once, whoever died.
      async () => {
        const { id } = await sent(rich);
        await send(`/contracts/${id}/settle`, {}, 200);
        await comesTo(id, { status: "settled" });
        sold += 1;
        await refundThere(id, 700);
        await returnThere(id);
        return null;
      },
      // Declined: the goods go back.
      async () => {
        const { id } = await sent(poor);
        await send(`/contracts/${id}/settle`, {}, 200);
        await comesTo(id, { status: "open", pending: [] });
        return null;
      },
      // Nobody can be charged; then it is paid by hand.
      async () => {
        const { id, buyers, sent_version: version } = await sent(bare);
        await send(`/contracts/${id}/settle`, {}, 200);
        const payment = { buyer_id: buyers[0].id, method: "cash", version };
        await send(`/contracts/${id}/payments`, payment, 200);
        sold += 1;
        return null;
      },
    ],
  };
}

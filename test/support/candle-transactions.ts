/** How Candle's settlement and its figures of transactions are called, and what shows that they worked (CON-20, TRX-1). */
import type { Json } from "./backroom.ts";
import { type CandleWorld, uuidOf } from "./candle.ts";
import { must, type Ok, someone, type Trials } from "./candle-people.ts";
import { sameFields, type Trial } from "./conformance.ts";
import { cards, confirmCard, connectBank } from "./paying-market.ts";

export function candleTransactions(world: () => CandleWorld, ok: Ok): Trials {
  const person = (): Promise<Json> => ok("POST", "/users", { email: someone() });
  async function payer(): Promise<Json> {
    const user = await person();
    await confirmCard(world().owner, uuidOf(user.id), cards.works);
    return user;
  }
  async function payee(): Promise<Json> {
    const user = await person();
    await connectBank(world().owner, uuidOf(user.id));
    return user;
  }
  /** A sent contract over 40.00, and the card's fee on top. */
  async function sent(): Promise<Json> {
    const [buyer, seller] = [await payer(), await payee()];
    const hat = { name: "Hat", price: 20, quantity: 50, user_id: seller.id };
    const { id: product_id } = await ok("POST", "/products", hat);
    const { id } = await ok("POST", "/contracts", {
      ...{ items: [{ product_id, quantity: 2 }], buyers: [{ user_id: buyer.id }] },
      ...{ includeStripeFees: true, includePlatformFees: true },
    });
    return ok("POST", `/contracts/${id}/send`);
  }
  async function settled(): Promise<Json> {
    const { id } = await sent();
    return ok("PUT", `/contracts/${id}/settle`);
  }
  const state = async () =>
    (await world().owner.ok.get("/transactions?sort=-created_at&limit=1")).data[0]?.id;
  const figure = (side: "buyers" | "sellers", proof: (amount: number, contract: Json) => void): Trial => {
    let contract: Json;
    return {
      ...{ foreign: "refused", state: async () => null },
      async full() {
        contract = await settled();
        return { params: { user_id: contract[side][0].user_id } };
      },
      async proof({ params }, answer) {
        const field = side === "buyers" ? "buyer_user_id" : "seller_user_id";
        must(answer[field] === params!.user_id && answer.currency === "usd", JSON.stringify(answer));
        must(answer.status === "succeeded", answer.status);
        proof(answer.amount, contract);
        const [listed] = await Promise.all([
          ok("GET", "/transactions"),
          ok("GET", `/transactions/${side === "buyers" ? "top_spenders" : "top_earners"}`),
        ]);
        must(
          listed.some((each: Json) => each[field] === params!.user_id && each.amount === answer.amount),
          "it is not among the transactions",
        );
        const { amount } = await ok("GET", "/transactions/volume");
        must(amount >= answer.amount, `the volume is ${amount}`);
        must((await ok("GET", "/transactions/cart_value")).amount > 0, "contracts bring nothing");
      },
    };
  };
  return {
    "PUT /contracts/{id}/settle": () => ({
      ...{ foreign: "refused", state },
      full: async () => ({ params: { id: (await sent()).id } }),
      async proof(_asked, answer) {
        sameFields(answer, await ok("GET", `/contracts/${answer.id}`), "its own address");
        must(answer.status === "settled", answer.status);
        must(answer.buyers[0].paid === answer.total, `paid ${answer.buyers[0].paid} of ${answer.total}`);
        must(answer.sellers[0].transferred === 40, `transferred ${answer.sellers[0].transferred}`);
      },
    }),
    "GET /transactions/user/{user_id}/revenue": () =>
      figure("sellers", (amount) => must(amount === 40, `got ${amount}`)),
    "GET /transactions/user/{user_id}/spend": () =>
      figure("buyers", (amount, { total }) => must(amount === total, `spent ${amount} of ${total}`)),
  };
}

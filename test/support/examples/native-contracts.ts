/** Contracts of a marketplace. */
import type { Json } from "../backroom.ts";
import type { Say } from "./book.ts";

const [seller, buyer, author] = ["01", "02", "03"].map((nth) => `0190a000-0000-7000-8000-0000000000${nth}`);
const terms = {
  user_id: author,
  items: [{ seller_user_id: seller, name: "Walnut sideboard", unit_price: 40_000 }],
  sellers: [{ user_id: seller }],
  buyers: [{ user_id: buyer }],
};

export async function contracts(say: Say): Promise<void> {
  const drafted = (): Promise<Json> => say("createContract", {}, terms);
  const { id } = await drafted();
  await say("listContracts", { limit: 10 });
  await say("getContract", { id });
  await say("updateContract", { id }, { notes: "Delivery included" });
  await say("rebalanceContract", { id }, { reset: true });
  const sent = await say("sendContract", { id });
  const [{ id: buyer_id, due }] = sent.buyers;
  await say("payContract", { id }, { buyer_id, amount: due, method: "bank", version: sent.sent_version });
  await say("settleContract", { id }, { record_offline: true });
  await say("refundContract", { id }, { buyer_id, amount: 1000, reason: "A scratch" });
  const { data } = await say("listTransactions", { contract_id: id });
  await say("getTransaction", { id: data[0].id });
  await say("figuresTransaction", { buyer_user_id: buyer });
  await say("leadersTransaction", { side: "buyers", limit: 3 });
  const other = await drafted();
  await say("sendContract", { id: other.id });
  await say("voidContract", { id: other.id }, { reason: "The buyer withdrew" });
  await say("deleteContract", { id: (await drafted()).id });
}

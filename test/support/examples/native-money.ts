/** Balances, payouts, gift cards and the books. */
import type { Say } from "./book.ts";
import type { Shop } from "./shop.ts";

export async function money(say: Say, { account_id }: Shop): Promise<void> {
  await say("adjustAccount", {}, { account_id, amount: 50_000, memo: "Opening balance from the old system" });
  const { data } = await say("listBalanceEntries", { account_id, sort: "-created_at" });
  await say("getBalanceEntry", { id: data[0].id });
  await say("explainBalanceEntry", { id: data[0].id });
  await say("getAccountStats", { id: account_id });
  await say("getAccountStatement", { id: account_id });
  await say("getAccountTotals");
  await say("listAccountBalances", { limit: 10 });
  await payouts(say, account_id);
  const card = await say("issueGiftCard", {}, { initial_amount: 5000, tender: "cash", memo: "For Eve" });
  await say("listGiftCards", { limit: 10 });
  await say("getGiftCard", { id: card.id });
  await say("updateGiftCard", { id: card.id }, { expires_on: "2033-01-31" });
  const journals = await say("listJournals", { account_id, sort: "-created_at" });
  await say("getJournal", { id: journals.data[0].id });
  await say("listJournalBalances");
}

async function payouts(say: Say, account_id: string): Promise<void> {
  const requested = () => say("requestPayout", {}, { account_id, amount: 2000, method: "cash" });
  const done = await requested();
  await say("listPayouts", { account_id });
  await say("getPayout", { id: done.id });
  await say("updatePayout", { id: done.id }, { memo: "Collects on Friday" });
  await say("approvePayout", { id: done.id });
  await say("completePayout", { id: done.id });
  await say("reversePayout", { id: done.id }, { reason: "Paid to the wrong person" });
  await say("rejectPayout", { id: (await requested()).id }, { reason: "Bank details are missing" });
  await say("cancelPayout", { id: (await requested()).id });
  await say("deletePayout", { id: (await requested()).id });
  const failed = await requested();
  await say("approvePayout", { id: failed.id });
  await say("failPayout", { id: failed.id }, { reason: "The bank refused" });
  await say("runPayouts", {}, { run_id: "january", account_ids: [account_id], method: "check" });
}

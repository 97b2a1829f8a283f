/** Makes a call of a provider: claims it, asks outside of every transaction, records the answer (CON-8). */
import { instantOf, nowInstant, nowMs } from "../../../shared/clock.ts";
import { messageOf } from "../../../shared/message-of.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { contract } from "../contracts/contract.ts";
import { viewAt } from "../contracts/contract-view.ts";
import * as declared from "../provider-calls/declarations.ts";
import { type ProviderCall, providerCall } from "../provider-calls/provider-call.ts";
import { adapters } from "../providers/adapters.ts";
import type { Answer } from "../providers/provider.ts";
import { askedTypeOf, type Transaction } from "../transactions/new-transaction.ts";
import { transaction } from "../transactions/transaction.ts";
import { recordAnswer } from "./record-answer.ts";
import { CLAIM_MS, nextTry } from "./retries.rules.ts";

export const performProviderCall = flow(declared.performProviderCall, async (context, { id }) => {
  const { reader } = context;
  const answer = await answerTo(context, await reader.load(providerCall, id));
  if (!answer) {
    const row = await reader.load(transaction, id);
    const own = viewAt(await reader.load(contract, row.contract_id), nowInstant());
    return { contract: own, transactions: [row] };
  }
  return recordAnswer(context, { call_id: id, answer });
});

/** Null while another copy calls, when no call is needed, and when the provider gives no outcome. */
async function answerTo(context: FlowContext, asked: ProviderCall): Promise<Answer | null> {
  if (!(await claim(context, asked))) return null;
  crashPoint("provider_call.ask.before");
  try {
    const answer = await ask(context, asked, await context.reader.load(transaction, asked.id));
    crashPoint("provider_call.ask.after");
    return answer;
  } catch (error) {
    await postpone(context, asked, error);
    return null;
  }
}

/** A call that was never made, or is due again. */
async function claim({ write }: FlowContext, { id, status, tries, next_at }: ProviderCall): Promise<boolean> {
  const now = nowMs();
  if (status !== "due" || (tries > 0 && Date.parse(next_at!) > now)) return false;
  const update = { $set: { next_at: instantOf(now + CLAIM_MS), tries: tries + 1 } };
  return (await write.updateMany(providerCall, [{ id, where: { status, tries }, update }])) === 1;
}

function ask(context: FlowContext, call: ProviderCall, row: Transaction): Promise<Answer> {
  const { provider, of_ref, customer_ref } = call;
  const { id: key, contract_id, amount, currency } = row;
  const adapter = adapters[provider];
  const moving = { key, contract_id, amount, currency };
  switch (askedTypeOf(row)) {
    case "charge":
      return adapter.charge(context, moving, { customer_ref: customer_ref!, method_ref: of_ref });
    case "refund":
      return adapter.refund(context, moving, of_ref);
    case "transfer":
      return adapter.transfer(context, moving, of_ref);
    case "transfer_reversal":
      return adapter.reverse(context, moving, of_ref);
  }
}

async function postpone({ write }: FlowContext, call: ProviderCall, error: unknown): Promise<void> {
  const tries = call.tries + 1;
  const next = nextTry(tries, nowMs(), Date.parse(call.created_at));
  const text = messageOf(error).slice(0, 500);
  const set = next === null ? { status: "unanswered", next_at: null } : { next_at: instantOf(next) };
  const update = { $set: { ...set, error: text } };
  await write.updateMany(providerCall, [{ id: call.id, where: { status: "due", tries }, update }]);
}

/** A person records the outcome of a call that was never answered. The provider is asked first, so no money moves twice. */
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Received } from "../../../shared/fields/index.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import * as declared from "../provider-calls/declarations.ts";
import { type ProviderCall, providerCall } from "../provider-calls/provider-call.ts";
import type { Answer } from "../providers/provider.ts";
import { transaction } from "../transactions/transaction.ts";
import { lookAtProvider } from "./look-at-provider.ts";
import { recordAnswer } from "./record-answer.ts";

type Said = Received<typeof declared.resolveProviderCall.input>;

export const resolveProviderCall = flow(declared.resolveProviderCall, async (context, said) => {
  const { reader } = context;
  const asked = await reader.load(providerCall, said.id);
  if (asked.status !== "unanswered")
    throw fail("invalid_transition", "Only a call that was never answered is resolved by hand.", {
      status: asked.status,
    });
  const answer = await agreed(context, asked, said);
  if (answer.ok) await requireNew(context, asked, answer.ref);
  await recordAnswer(context, { call_id: said.id, answer, reason: said.reason });
  return reader.load(providerCall, said.id);
});

async function agreed(context: FlowContext, asked: ProviderCall, said: Said): Promise<Answer> {
  const known = await lookAtProvider(context, asked).catch(() => "unreachable" as const);
  const succeeded = said.outcome === "succeeded";
  if (known === "unreachable") return answerBy(said);
  if (known && known.ok === succeeded) return known;
  if (!known && !succeeded) return answerBy(said);
  const provider_says = known ? (known.ok ? "succeeded" : "failed") : "unknown";
  const message = known
    ? `The provider says that it ${known.ok ? "succeeded" : "failed"}: record that by asking it.`
    : "The provider knows nothing of this call: it has moved no money.";
  throw fail("conflict", message, { provider_says });
}

/** What was recorded as the provider's own doing, or as the outcome of another call, is not recorded again. */
async function requireNew(
  { reader }: FlowContext,
  { id, provider }: ProviderCall,
  provider_ref: string,
): Promise<void> {
  const other = await reader.findOne(transaction, { provider, provider_ref, _id: { $ne: id } });
  if (!other) return;
  const message = `'${provider_ref}' is recorded already: mark this call as failed.`;
  throw fail("conflict", message, { transaction_id: other.id });
}

function answerBy({ outcome, provider_ref }: Said): Answer {
  if (outcome === "failed") return { ok: false, failure: "marked_failed" };
  if (!provider_ref)
    throw invalidField(
      "/provider_ref",
      "required",
      "What succeeded needs the provider's id: 'provider_ref'.",
    );
  return { ok: true, ref: provider_ref };
}

import { fail } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import * as declared from "../provider-calls/declarations.ts";
import { providerCall } from "../provider-calls/provider-call.ts";
import { lookAtProvider } from "./look-at-provider.ts";
import { recordAnswer } from "./record-answer.ts";

/** A finished call returns its stored outcome, so a repeated or late request changes nothing. */
export const askProviderCall = flow(declared.askProviderCall, async (context, { id }) => {
  const { reader } = context;
  const asked = await reader.load(providerCall, id);
  if (asked.status === "done") return asked;
  const answer = await lookAtProvider(context, asked).catch((error: unknown) => {
    throw fail(
      "unavailable",
      `The provider does not answer: ${error instanceof Error ? error.message : error}`,
    );
  });
  if (answer) await recordAnswer(context, { call_id: id, answer });
  return reader.load(providerCall, id);
});

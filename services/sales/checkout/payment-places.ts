/**
 * Accounts is sent only the payments by store credit and gift card, so its refusals count those alone. Here they get the
 * place that the payment has in the request.
 */
import { repointed } from "../../../shared/errors.ts";
import { drawsOn } from "./checkout-steps.ts";

/** Payments that no caller sends. */
const made = ["exchange", "deposit"];

export function atPayment(error: unknown, payments: readonly { type: string }[]): unknown {
  const sent = payments.filter(({ type }) => !made.includes(type));
  const places = [...sent.keys()].filter((at) => drawsOn(sent[at]!.type));
  return repointed(error, (pointer) =>
    pointer.replace(/^\/payments\/(\d+)/, (own, i) =>
      places[Number(i)] === undefined ? own : `/payments/${places[Number(i)]}`,
    ),
  );
}

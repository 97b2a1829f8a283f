/** Where a payment stands in the request, for refusals of accounts, which is told only of those that draw on it. */
import { repointed } from "../../../shared/errors.ts";
import { drawsOn } from "./checkout-steps.ts";

/** No caller sends these; they stand before those that are sent. */
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

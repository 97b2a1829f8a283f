/** Where payment providers tell of what happened at their side: no operation of an API, because they sign the bytes of the body. */
import { receiveStripeEvent } from "../services/contracts/public.ts";
import { fail } from "../shared/errors.ts";
import { readBytes } from "./body/json.ts";
import { callerOf } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import { respond } from "./respond.ts";

export const STRIPE_EVENTS = "/stripe/events";

const MOST_BYTES = 1_048_576;

type Place = {
  broker: { call(name: string, input: unknown, options: object): Promise<unknown> };
  request_timeout_ms: number;
};

export async function takeStripeEvent(
  { broker, request_timeout_ms: timeout_ms }: Place,
  exchange: Exchange,
): Promise<void> {
  const { request } = exchange;
  if (request.method !== "POST")
    throw fail("method_not_allowed", "Allowed here: POST.", { headers: { Allow: "POST" } });
  const { call } = callerOf({ broker, headers: {}, meta: null, timeout_ms });
  const text = (await readBytes(request, MOST_BYTES)).toString("utf8");
  const signature = String(request.headers["stripe-signature"] ?? "");
  await respond(exchange, { status: 200, body: await call.read(receiveStripeEvent, { text, signature }) });
}

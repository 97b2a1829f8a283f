declare module "stripe-stateful-mock" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  /** Answers requests as Stripe does: charges, refunds, customers, each once per idempotency key. */
  export function createExpressApp(): (request: IncomingMessage, response: ServerResponse) => void;
}

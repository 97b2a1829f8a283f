/** What others may know of the platform: the declarations of its rooms. */
export * from "./endpoints/declarations.ts";
export { anomaly } from "./verification/anomaly.ts";
export * from "./verification/declarations.ts";
export { verification } from "./verification/verification.ts";
export * from "./webhooks/declarations.ts";
export { webhookDelivery } from "./webhooks/webhook-delivery.ts";
export { webhookEndpoint } from "./webhooks/webhook-endpoint.ts";

/** The declarations of the platform for other services and the gateway. */
export * from "./documents/declarations.ts";
export { document } from "./documents/document.ts";
export * from "./endpoints/declarations.ts";
export * from "./file-links/declarations.ts";
export * from "./file-links/errors.ts";
export { CHUNK_BYTES, MOST_DOCUMENT_BYTES } from "./files/chunks.rules.ts";
export * from "./files/declarations.ts";
export * from "./files/errors.ts";
export { file } from "./files/file.ts";
export * from "./mail/declarations.ts";
export { mail } from "./mail/mail.ts";
export { anomaly } from "./verification/anomaly.ts";
export * from "./verification/declarations.ts";
export { verification } from "./verification/verification.ts";
export * from "./webhooks/declarations.ts";
export { webhookDelivery } from "./webhooks/webhook-delivery.ts";
export { webhookEndpoint } from "./webhooks/webhook-endpoint.ts";

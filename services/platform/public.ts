/** The declarations of the platform for other services and the gateway. */
export * from "./dictionaries/customer-word-declarations.ts";
export * from "./dictionaries/declarations.ts";
export {
  type Dictionary,
  type DictionaryEntry,
  dictionary,
  dictionaryEntry,
} from "./dictionaries/dictionary.ts";
export { type CustomerKey, customerKeys, type SystemKey } from "./dictionaries/system-dictionaries.ts";
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
export * from "./pictures/declarations.ts";
export * from "./pictures/errors.ts";
export * from "./saved-views/declarations.ts";
export type { SavedView } from "./saved-views/saved-view.ts";
export * from "./toggles/declarations.ts";
export {
  type FeatureToggle,
  featureToggle,
  type ToggleOverride,
  type ToggleType,
  toggleOverride,
} from "./toggles/feature-toggle.ts";
export { anomaly } from "./verification/anomaly.ts";
export * from "./verification/declarations.ts";
export { verification } from "./verification/verification.ts";
export * from "./webhooks/declarations.ts";
export { webhookDelivery } from "./webhooks/webhook-delivery.ts";
export { webhookEndpoint } from "./webhooks/webhook-endpoint.ts";

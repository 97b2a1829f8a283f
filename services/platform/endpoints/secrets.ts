/** The secret of an endpoint: created here, and shown once (WHK-1). */
import { randomBytes } from "node:crypto";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { webhookEndpoint } from "../webhooks/webhook-endpoint.ts";

const SECRET_BYTES = 32;

export const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

export type Whole = Entity<typeof webhookEndpoint>;

/** The endpoint without its hidden fields, and with the secret this once. */
export const showing = (endpoint: Whole, secret: string) => ({ ...endpoint, secret });

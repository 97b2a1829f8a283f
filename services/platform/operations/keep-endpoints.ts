/** Endpoints and their secrets (WHK-1, WHK-5, WHK-6). */
import { randomBytes } from "node:crypto";
import { fail, invalidField } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { command, flow } from "../../../shared/service/operation.ts";
import type { ServiceSettings } from "../../../shared/service/settings.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  removeWebhookEndpoint,
  rotateWebhookSecret,
} from "../public.ts";
import { webhookEndpoint } from "../resources/webhook.ts";
import { ROTATION_MS } from "../rules/retries.ts";
import { unknownPattern } from "../rules/types.ts";
import { refusedUrl, type UrlPolicy } from "../rules/urls.ts";
import { types } from "./catalogue.ts";
import { endQueue } from "./end-queue.ts";

/** Every event of a tenant looks through its endpoints. */
const MOST_ENDPOINTS = 50;
const SECRET_BYTES = 32;

const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/** What the operator allows beyond https on the public internet. */
export function urlPolicyOf({ WEBHOOKS_ALLOWED_HOSTS, WEBHOOKS_ALLOW_HTTP }: ServiceSettings): UrlPolicy {
  return {
    allowed_hosts: String(WEBHOOKS_ALLOWED_HOSTS ?? "")
      .split(",")
      .filter(Boolean),
    allow_http: WEBHOOKS_ALLOW_HTTP === "yes",
  };
}

type Wish = { url?: string | undefined; event_types?: string[] | undefined };

function check(tx: Tx, { url, event_types }: Wish): void {
  const refused = url === undefined ? null : refusedUrl(url, urlPolicyOf(tx.settings));
  if (refused) throw invalidField("/url", "refused_url", refused);
  const unknown = unknownPattern(event_types ?? [], types);
  if (unknown === undefined) return;
  const at = event_types!.indexOf(unknown);
  throw invalidField(
    `/event_types/${at}`,
    "unknown_event_type",
    `There is no event of type '${unknown}'; docs/events.md lists them.`,
  );
}

type Whole = Entity<typeof webhookEndpoint>;

/** As it is shown, with the secret this once; the hidden fields stay hidden. */
const showing = (endpoint: Whole, secret: string) => ({ ...endpoint, secret });

export const create = command(createWebhookEndpoint, async (tx, input) => {
  check(tx, input);
  if ((await tx.count(webhookEndpoint, {})) >= MOST_ENDPOINTS)
    throw fail("conflict", `An organization has at most ${MOST_ENDPOINTS} endpoints.`);
  const secret = newSecret();
  const made = await tx.insert(webhookEndpoint, {
    ...input,
    mode: tx.org.mode,
    disabled_reason: input.status === "disabled" ? "by_hand" : null,
    secret: tx.cipher.seal(secret),
  });
  return showing(made, secret);
});

/** What follows from a change of the status; the worker ends the queue of one that is disabled. */
function moved(before: Whole, status: Whole["status"] | undefined, now: string) {
  if (status === undefined || status === before.status) return {};
  if (status === "disabled") return { disabled_reason: "by_hand" as const, wake_at: now };
  const begun = { disabled_reason: null, failing_since: null, slow_until: null, pulling: "no" as const };
  return { ...begun, wake_at: null };
}

async function changed(
  tx: Tx,
  { id, ...input }: Wish & { id: string; status?: Whole["status"] | undefined },
) {
  check(tx, input);
  const before = await tx.target(webhookEndpoint, id);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return tx.save(webhookEndpoint, before, { ...given, ...moved(before, input.status, tx.now) });
}

export const change = flow(changeWebhookEndpoint, async ({ transact, meta, headers }, input) => {
  const { name: action } = changeWebhookEndpoint;
  // The worker may not have ended what waited when it was disabled.
  if (input.status === "enabled") await endQueue((work) => transact(meta, { action }, work), input.id);
  return transact(meta, { action, headers }, (tx) => changed(tx, input));
});

export const remove = command(removeWebhookEndpoint, async (tx, { id }) => {
  await tx.erase(webhookEndpoint, await tx.target(webhookEndpoint, id));
  return { deleted_id: id };
});

export const rotate = command(rotateWebhookSecret, async (tx, { id }) => {
  const before = await tx.target(webhookEndpoint, id);
  const { secret: old_secret } = await tx.whole(webhookEndpoint, id);
  const secret = newSecret();
  const after = await tx.save(webhookEndpoint, before, {
    secret: tx.cipher.seal(secret),
    old_secret,
    old_secret_until: new Date(Date.parse(tx.now) + ROTATION_MS).toISOString(),
  });
  return showing(after, secret);
});

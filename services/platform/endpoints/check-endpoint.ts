/** Checks the input of an endpoint: its address must be allowed, and its event types must exist (WHK-1, WHK-5). */
import { invalidField } from "../../../shared/errors.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { types } from "../webhooks/catalogue.ts";
import { unknownPattern } from "../webhooks/event-types.rules.ts";
import { refusedUrl, urlPolicyOf } from "../webhooks/urls.rules.ts";

export type Wish = { url?: string | undefined; event_types?: string[] | undefined };

export function checkEndpoint(tx: Tx, { url, event_types }: Wish): void {
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

/** The message of an event for receivers (WHK-1, WHK-6). Pure. */
import type { Envelope } from "../../../shared/events/event.ts";

export const styles = ["standard", "with_payload"] as const;
export type Style = (typeof styles)[number];

const MAX_BYTES = 20 * 1024;

/** An event for webhooks: the original, or one derived from it with a derived id. */
export type Told = Pick<Envelope, "id" | "type" | "occurred_at" | "seq" | "mode" | "aggregate" | "data">;

type Ids = Record<string, string>;

/** All ids: of the aggregate, of the data's fields, and of the entities in it (`sale` → `sale_id`). */
export function idsOf({ aggregate, data }: Told): Ids {
  const ids: Ids = { [`${aggregate.kind}_id`]: aggregate.id };
  for (const [name, value] of Object.entries(data)) {
    if (name.endsWith("_id") && typeof value === "string") ids[name] = value;
    const inner = (value as { id?: unknown } | null)?.id;
    if (typeof inner === "string") ids[`${name}_id`] = inner;
  }
  return ids;
}

/** The body's text. Beyond 20 KiB it contains ids only, and says so. */
export function bodyOf(told: Told, style: Style): string {
  const { id, type, occurred_at: timestamp, seq, mode, aggregate } = told;
  const ids = idsOf(told);
  const place = { event_id: id, mode, seq, aggregate };
  const payload = style === "with_payload" ? { payload: ids } : {};
  const whole = JSON.stringify({ type, timestamp, data: { ...told.data, ...place }, ...payload });
  if (Buffer.byteLength(whole) <= MAX_BYTES) return whole;
  return JSON.stringify({ type, timestamp, data: { ...ids, ...place, truncated: true }, ...payload });
}

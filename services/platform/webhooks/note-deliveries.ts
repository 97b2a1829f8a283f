/** Makes one delivery of an event for each endpoint of the tenant that wants its type (WHK-1). */
import type { DataOf, Envelope } from "../../../shared/events/event.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { saleFinalized } from "../../sales/public.ts";
import { isPublic } from "./catalogue.ts";
import { itemSold } from "./declarations.ts";
import { matchesType } from "./event-types.rules.ts";
import { bodyOf, type Told } from "./message.rules.ts";
import type { webhookDelivery } from "./webhook-delivery.ts";
import { webhookEndpoint } from "./webhook-endpoint.ts";

export type Endpoint = Entity<typeof webhookEndpoint>;
export type Delivery = Entity<typeof webhookDelivery>;

/** An endpoint receives events from one minute before its creation, because clocks of two machines differ. */
const CLOCKS_MS = 60_000;

/** The event if it is public, and for a finalized sale an `item.sold` for each line. */
export function toldOf(event: Envelope): Told[] {
  if (event.type !== saleFinalized.type) return isPublic(event.type) ? [event] : [];
  const { sale } = event.data as DataOf<typeof saleFinalized>;
  const lines = sale.lines.map((line): Told => {
    const data: DataOf<typeof itemSold> = {
      item_id: line.item_id,
      sale_id: sale.id,
      line_id: line.id,
      account_id: line.account_id,
      store_id: sale.store_id,
      quantity: line.quantity,
      price_paid: line.price_paid,
      consignor_portion: line.consignor_portion,
      currency: sale.currency,
    };
    return { ...event, id: `${event.id}_${line.id}`, type: itemSold.type, data };
  });
  return [event, ...lines];
}

const wants = ({ event_types, created_at }: Endpoint, { type, occurred_at }: Told): boolean =>
  matchesType(event_types, type) && Date.parse(occurred_at) >= Date.parse(created_at) - CLOCKS_MS;

export const endpointsOf = (reader: Reader): Promise<Endpoint[]> =>
  reader.find(webhookEndpoint, { status: "enabled" });

/** A sale makes several events. The endpoints are read once for all events that arrive together. */
export const endpointsSoon = (reader: Reader): Promise<Endpoint[]> =>
  reader.coalesce("webhook endpoints", () => endpointsOf(reader));

export const isWanted = (endpoints: readonly Endpoint[], event: Envelope): boolean =>
  toldOf(event).some((told) => endpoints.some((each) => wants(each, told)));

/** A delivery that is due at once. */
export const deliveryOf = (told: Told, { id, style }: Endpoint, now: string) => ({
  endpoint_id: id,
  event_id: told.id,
  type: told.type,
  occurred_at: told.occurred_at,
  status: "pending" as const,
  tries: 0,
  next_at: now,
  scheduled_at: now,
  body: bodyOf(told, style),
});

export const deliveriesOf = (endpoints: readonly Endpoint[], event: Envelope, now: string) =>
  toldOf(event).flatMap((told) =>
    endpoints.filter((each) => wants(each, told)).map((each) => deliveryOf(told, each, now)),
  );

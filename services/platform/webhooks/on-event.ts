/** Turns every event into deliveries, in one transaction with the inbox mark: none is lost or doubled. */
import { together } from "../../../shared/events/consumer.ts";
import type { Envelope } from "../../../shared/events/event.ts";
import { sources } from "./catalogue.ts";
import { deliveriesOf, endpointsOf, endpointsSoon, isWanted } from "./note-deliveries.ts";
import { webhookDelivery } from "./webhook-delivery.ts";

export const noteDeliveries = together(
  "webhooks",
  { everythingOf: sources },
  async (tx, events: readonly Envelope[]) => {
    const endpoints = await endpointsOf(tx);
    await tx.append(
      webhookDelivery,
      events.flatMap((event) => deliveriesOf(endpoints, event, tx.now)),
    );
  },
  async (event, reader) => isWanted(await endpointsSoon(reader), event),
);

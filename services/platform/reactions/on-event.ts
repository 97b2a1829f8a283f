/** Every event of every service becomes deliveries, with the inbox mark in one transaction: none is lost, none doubled. */
import { reaction } from "../../../shared/events/consumer.ts";
import type { Envelope } from "../../../shared/events/event.ts";
import { sources } from "../operations/catalogue.ts";
import { deliveriesOf, endpointsOf, endpointsSoon, isWanted } from "../operations/note-deliveries.ts";
import { webhookDelivery } from "../resources/webhook.ts";

export const noteDeliveries = reaction(
  "webhooks",
  { everythingOf: sources },
  async (tx, event: Envelope) => tx.note(webhookDelivery, deliveriesOf(await endpointsOf(tx), event, tx.now)),
  async (event, reader) => isWanted(await endpointsSoon(reader), event),
);

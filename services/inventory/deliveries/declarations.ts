/** Deliveries: what consignors bring and when (3.2, 4.4). */
import { event } from "../../../shared/events/event.ts";
import { choice, id, instant } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { delivery } from "./delivery.ts";

export const createDelivery = operation({
  name: "inventory.delivery.create",
  http: "POST /deliveries",
  status: 201,
  scope: "write:deliveries",
  about:
    "Create a delivery. Schedules a delivery, or records one that is already completed. Returns the delivery.",
  refuses: ["unprocessable"],
  input: { ...delivery.fields, status: choice(["scheduled", "completed"], { default: "scheduled" }) },
  output: entityOf(delivery),
});

export const changeDelivery = operation({
  name: "inventory.delivery.change",
  http: "PATCH /deliveries/{id}",
  change: true,
  scope: "write:deliveries",
  about:
    "Change a delivery. Changes its details or moves it to another status. A delivery that was completed more than 24 hours ago is locked. Returns the delivery.",
  refuses: ["invalid_transition", "locked", "unprocessable"],
  input: { id: id(), ...delivery.fields },
  output: entityOf(delivery),
});

export const removeDelivery = operation({
  name: "inventory.delivery.remove",
  http: "DELETE /deliveries/{id}",
  scope: "delete:deliveries",
  about:
    "Delete a delivery. A delivery that was completed more than 24 hours ago is locked. Returns the deleted delivery.",
  refuses: ["locked"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const told = (type: string, about: string) =>
  event({
    type: `delivery.${type}`,
    service: "inventory",
    about,
    data: {
      delivery_id: id(),
      account_id: id(),
      store_id: id(),
      batch_id: id({ optional: true }),
      delivery_at: instant(),
    },
  });

export const deliveryScheduled = told("scheduled", "A delivery was scheduled, for the first time or again.");
export const deliveryCompleted = told("completed", "A delivery took place.");
export const deliveryCancelled = told("cancelled", "A delivery was cancelled.");
export const deliveryMissed = told("missed", "Nobody came for a delivery.");

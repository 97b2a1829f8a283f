/** Events about movements of money of a contract. */
import { event } from "../../../shared/events/event.ts";
import { value } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { transaction } from "./transaction.ts";

const moved = (type: string, about: string) =>
  event({ type, service: "contracts", about, data: { transaction: value<Entity<typeof transaction>>() } });

export const chargeSucceeded = moved("charge.succeeded", "A buyer paid on a contract.");
export const transferSucceeded = moved("transfer.succeeded", "A seller got what a contract owes him.");

import { command } from "../../../shared/service/operation.ts";
import { refuseLocked } from "./check-delivery.ts";
import * as declared from "./declarations.ts";
import { delivery } from "./delivery.ts";

export const removeDelivery = command(declared.removeDelivery, async (tx, { id }) => {
  const before = await tx.target(delivery, id);
  refuseLocked(tx, before);
  await tx.purge(delivery, before);
  return { deleted_id: id };
});

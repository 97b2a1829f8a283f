/** Shipments of an order: the write of the order decides, so two at once never ship more than was ordered (MRC-SHP-1). */
import { notFound } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { gatherWords } from "../customer-orders/order-words.ts";
import { changeShipments } from "./change-shipments.ts";
import * as declared from "./declarations.ts";
import { withShipment } from "./with-shipment.ts";

export const putShipment = flow(declared.putShipment, async (context, input) => {
  const words = await gatherWords(context.call, "sales.shipment_status", input);
  return changeShipments(context, declared.putShipment.name, {
    ...{ order_id: input.id, touched: input.items?.map(({ line_id }) => line_id) ?? [] },
    change: (reader, before, { links, now }) => withShipment(reader, before, input, { words, links, now }),
  });
});

export const removeShipment = flow(declared.removeShipment, (context, { id, shipment_id }) =>
  changeShipments(context, declared.removeShipment.name, {
    ...{ order_id: id, touched: [] },
    async change(_reader, before) {
      const shipments = before.shipments.filter((each) => each.id !== shipment_id);
      if (shipments.length === before.shipments.length) throw notFound("shipment", shipment_id);
      return { shipments };
    },
  }),
);

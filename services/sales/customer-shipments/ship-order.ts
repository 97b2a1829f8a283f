/** Shipments of an order: the write of the order decides, so two at once never ship more than was ordered (MRC-SHP-1). */
import { notFound } from "../../../shared/errors.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { customerOrder } from "../customer-orders/customer-order.ts";
import { orMadeElsewhere } from "../customer-orders/made-elsewhere.ts";
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

const withoutShipment = (context: FlowContext, action: string, order_id: string, shipment_id: string) =>
  changeShipments(context, action, {
    ...{ order_id, touched: [] },
    async change(_reader, before) {
      const shipments = before.shipments.filter((each) => each.id !== shipment_id);
      if (shipments.length === before.shipments.length) throw notFound("shipment", shipment_id);
      return { shipments };
    },
  });

export const removeShipment = flow(declared.removeShipment, (context, { id, shipment_id }) =>
  withoutShipment(context, declared.removeShipment.name, id, shipment_id),
);

/** What has left of a line of a sales order is shown as a shipment with the line's id. */
export const removeShipmentAlone = flow(declared.removeShipmentAlone, async (context, { shipment_id }) => {
  const { reader } = context;
  const { id } = await orMadeElsewhere(reader, { "lines.id": shipment_id }, async () => {
    const [order] = await reader.find(customerOrder, { "shipments.id": shipment_id, deleted_at: null });
    if (!order) throw notFound("shipment", shipment_id);
    return order;
  });
  return withoutShipment(context, declared.removeShipmentAlone.name, id, shipment_id);
});

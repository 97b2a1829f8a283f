import type { FieldTable } from "../../../shared/fields/index.ts";
import type { Elements } from "../../../shared/resource/elements.ts";
import type { Resource } from "../../../shared/resource/resource.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { customerOrder } from "./customer-order.ts";
import * as declared from "./declarations.ts";
import * as parts from "./order-parts.ts";

const rows =
  <T extends FieldTable>(shown: Resource<T>, of: Elements) =>
  (reader: Reader, input: InputOf<typeof declared.listOrderDocumentLines>) =>
    reader.elements(shown, of, listQueryOf(input), {
      deleted_at: null,
      ...visibleTo(customerOrder, reader.meta),
    });

export const listOrderDocumentLines = query(
  declared.listOrderDocumentLines,
  rows(parts.orderLine, parts.linesOfOrders),
);
export const listOrderAdjustments = query(
  declared.listOrderAdjustments,
  rows(parts.orderAdjustment, parts.adjustmentsOfOrders),
);
export const listOrderAddresses = query(
  declared.listOrderAddresses,
  rows(parts.orderAddress, parts.addressesOfOrders),
);
export const listShipments = query(
  declared.listShipments,
  rows(parts.orderShipment, parts.shipmentsOfOrders),
);
export const listPayments = query(declared.listPayments, rows(parts.orderPayment, parts.paymentsOfOrders));

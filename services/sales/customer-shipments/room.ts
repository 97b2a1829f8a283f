import { room } from "../../../shared/service/room.ts";
import { moveCustomerOrder } from "./move-order.ts";
import { putShipment, removeShipment, removeShipmentAlone } from "./ship-order.ts";
import { shippingGoods } from "./shipped-goods.saga.ts";

export const customerShipmentsRoom = room({
  handlers: [putShipment, removeShipment, removeShipmentAlone, moveCustomerOrder],
  sagas: [shippingGoods],
});

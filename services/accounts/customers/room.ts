import { room } from "../../../shared/service/room.ts";
import { customerAddress } from "../crm/customer-address.ts";
import { changeCustomerAddress, createCustomerAddress, removeCustomerAddress } from "./change-addresses.ts";
import { customerSnapshots } from "./customer-snapshots.ts";

export const customersRoom = room({
  resources: [customerAddress],
  handlers: [createCustomerAddress, changeCustomerAddress, removeCustomerAddress, customerSnapshots],
});

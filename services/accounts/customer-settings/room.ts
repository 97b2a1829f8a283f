import { room } from "../../../shared/service/room.ts";
import { changeCustomerSettings, getCustomerSettings } from "./change-settings.ts";
import { customerSettings } from "./customer-settings.ts";

export const customerSettingsRoom = room({
  resources: [customerSettings],
  handlers: [getCustomerSettings, changeCustomerSettings],
});

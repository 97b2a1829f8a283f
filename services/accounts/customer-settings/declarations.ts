/** The settings of a business unit for its customers. */
import { choice } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { addressFormats } from "./customer-settings.ts";

const shown = shapeOf({ address_format: choice(addressFormats) });

export const getCustomerSettings = operation({
  name: "accounts.customer_settings.show",
  http: "GET /customer-settings",
  tag: "customer_settings",
  scope: "read:customer_settings",
  grant: "viewer",
  about: "Show the settings for customers. Those of the business unit in which the caller acts.",
  input: {},
  output: shown,
});

export const changeCustomerSettings = operation({
  name: "accounts.customer_settings.change",
  http: "PATCH /customer-settings",
  tag: "customer_settings",
  change: true,
  scope: "write:customer_settings",
  about:
    "Change the settings for customers, of the business unit in which the caller acts. Returns the settings.",
  input: { address_format: choice(addressFormats) },
  output: shown,
});

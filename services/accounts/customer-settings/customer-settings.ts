import { choice } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const addressFormats = ["line_first", "street_first"] as const;

/** How a business unit writes the addresses of its customers (MRC-CUS-9). */
export const customerSettings = resource({
  service: "accounts",
  name: "customer_settings",
  plural: "customer_settings",
  scope: "customer_settings",
  fields: {
    ...ofBusinessUnit,
    address_format: choice(addressFormats),
  },
  hardDelete: true,
  verbs: [],
});

/** One row per business unit, made when first written. */
export const settingsId = (org_id: string, business_unit_id: string | null): string =>
  idOf(`customer settings:${org_id}:${business_unit_id ?? ""}`);

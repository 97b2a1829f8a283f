import { count, list, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** How a business unit numbers its documents, and who may still change what of an order (6.7). */
export const documentSettings = resource({
  service: "sales",
  name: "document_settings",
  plural: "document_settings",
  scope: "sales_settings",
  fields: {
    ...ofBusinessUnit,
    order_format: text({ max: 191 }),
    quote_format: text({ max: 191 }),
    order_next: count({ min: 1 }),
    quote_next: count({ min: 1 }),
    customer_statuses: list(text({ max: 150 }), { optional: true, max: 200 }),
    address_statuses: list(text({ max: 150 }), { optional: true, max: 200 }),
  },
  hardDelete: true,
  verbs: [],
});
export type DocumentSettings = Entity<typeof documentSettings>;

/** One row per business unit, made when first written. */
export const settingsId = (org_id: string, business_unit_id: string | null): string =>
  idOf(`document settings:${org_id}:${business_unit_id ?? ""}`);

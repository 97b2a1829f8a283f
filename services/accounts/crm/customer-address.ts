import { address, choice, flag, id, micro, text } from "../../../shared/fields/index.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

export const customerKinds = ["person", "company"] as const;

const personal = { optional: true, private: true } as const;

/** Where a customer, a person or a firm, is found or gets goods; at most one address of a customer is primary (MRC-CUS-9). */
export const customerAddress = resource({
  service: "accounts",
  name: "customer_address",
  plural: "customer_addresses",
  scope: "customer_notes",
  business_units: true,
  fields: {
    customer_id: id({ fixed: true, filter: ["eq"], about: "A contact or a business customer." }),
    customer_kind: choice(customerKinds, { readonly: true, filter: ["eq"] }),
    purpose: text({ optional: true, max: 150, filter: ["eq"], about: "What it is for, such as billing." }),
    name: text({ ...personal, max: 150 }),
    company_name: text({ ...personal, max: 200 }),
    ...address,
    address_line_1: text({ private: true, max: 255 }),
    address_line_2: text({ ...personal, max: 255 }),
    building_number: text({ optional: true, max: 20 }),
    flat_number: text({ optional: true, max: 20 }),
    country: text({ optional: true, max: 100, about: "A code or a name." }),
    latitude: micro({ optional: true, min: -90_000_000, max: 90_000_000 }),
    longitude: micro({ optional: true, min: -180_000_000, max: 180_000_000 }),
    is_primary: flag({ default: false, filter: ["eq"] }),
    ...ofBusinessUnit,
  },
  onlyOne: { field: "is_primary", within: ["customer_id"] },
  verbs: ["list", "get"],
});
export type CustomerAddress = Entity<typeof customerAddress>;

import { address, email, flag, money, rate, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { crmFields, ofAccount } from "./crm.ts";

/** A firm that buys wholesale (3.3), with its fields as a company in the CRM (MRC-CUS-1). */
export const businessCustomer = resource({
  service: "accounts",
  name: "business_customer",
  plural: "business_customers",
  numbered_pages: true,
  scope: "customers",
  grants: businessData,
  business_units: true,
  fields: {
    name: text({ max: 255, sort: true, filter: ["eq"], typed: true }),
    type_id: ref("accounts.customer_type", { filter: ["eq"] }),
    segment_id: ref("accounts.customer_segment", { optional: true, filter: ["eq"] }),
    broker_id: ref("accounts.broker", { optional: true, filter: ["eq"] }),
    broker_fee_ppm: rate({ optional: true, about: "Of an order's value; used when a broker is named." }),
    parent_id: ref("accounts.business_customer", { optional: true, filter: ["eq"] }),
    ...address,
    term: text({ optional: true, max: 255, about: "Payment term, such as Net 30." }),
    accounting_ref: text({
      optional: true,
      max: 255,
      filter: ["eq"],
      about: "Its id in an accounting system.",
    }),
    notes: text({ optional: true, max: 10_000 }),
    is_active: flag({ default: true, filter: ["eq"] }),
    email: email({ optional: true, filter: ["eq", "starts", "contains"], typed: true }),
    phone_number: text({ optional: true, max: 50, filter: ["eq"] }),
    ...crmFields,
    legal_name: text({ optional: true, max: 255 }),
    brand_name: text({ optional: true, max: 255 }),
    domain: text({ optional: true, max: 255 }),
    website: text({ optional: true, max: 2000 }),
    industry: text({ optional: true, max: 150, filter: ["eq"] }),
    size: text({ optional: true, max: 50, about: "Number of people, such as 11-50." }),
    annual_revenue: money({ optional: true, max: 1e15 }),
    ...ofAccount,
    ...ofBusinessUnit,
  },
  unique: [["account_id"]],
  search: ["name", "legal_name", "brand_name", "email", "phone_number", "city"],
  verbs: ["list", "get"],
});

export type BusinessCustomer = Entity<typeof businessCustomer>;

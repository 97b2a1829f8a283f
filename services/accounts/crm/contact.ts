import {
  choice,
  email,
  flag,
  group,
  id,
  instant,
  list,
  ref,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";
import { crmFields, ofAccount } from "./crm.ts";

export const methodTypes = ["email", "phone"] as const;

/** A way to reach a contact. At most one of a type is primary (CTC-1). */
export const method = {
  id: id({ readonly: true }),
  type: choice(methodTypes),
  value: text({ max: 255 }),
  label: text({ optional: true, max: 100 }),
  is_primary: flag({ default: false }),
  is_active: flag({ default: true }),
  created_at: instant({ readonly: true }),
  updated_at: instant({ readonly: true }),
} as const;

const personal = { optional: true, private: true } as const;

/** A person (3.3), with the methods to reach them and their CRM fields (MRC-CUS-2). */
export const contact = resource({
  service: "accounts",
  name: "contact",
  plural: "contacts",
  numbered_pages: true,
  grants: businessData,
  business_units: true,
  fields: {
    first_name: text({ max: 255, private: true }),
    last_name: text({ ...personal, max: 255, sort: true, typed: true }),
    display_name: text({
      ...personal,
      max: 511,
      sort: true,
      typed: true,
      about: "Follows the names as long as nobody sets it.",
    }),
    /** Somebody has set the display name. */
    display_name_given: flag({ default: false, readonly: true, hidden: true }),
    title: text({ optional: true, max: 255, about: "What the person is, such as Head of Purchasing." }),
    notes: text({ optional: true, max: 10_000 }),
    is_active: flag({ default: true, filter: ["eq"] }),
    email: email({
      ...{ ...personal, typed: true, filter: ["eq", "starts", "contains"] },
      about: "The primary email method; another value replaces it, null removes it.",
    }),
    phone_number: text({
      ...{ ...personal, max: 255, filter: ["eq"] },
      about: "The primary phone method; another value replaces it, null removes it.",
    }),
    /** All digits of the phone number, to find a caller by (MRC-CUS-7). */
    phone_digits: text({ ...personal, readonly: true, hidden: true, max: 255, filter: ["eq"] }),
    company_id: ref("accounts.business_customer", {
      ...{ optional: true, filter: ["eq"] },
      about: "The business customer where the person works: one of the contact's links.",
    }),
    methods: list(group(method), { default: [], readonly: true, private: true, max: 100 }),
    /** Values of the active email methods, by which a contact is found (CTC-3). */
    emails: list(text({ max: 255 }), {
      ...{ default: [], readonly: true, hidden: true, max: 100, typed: true, filter: ["eq"] },
    }),
    ...crmFields,
    preferred_name: text({ ...personal, max: 255 }),
    department: text({ optional: true, max: 255 }),
    seniority: text({ optional: true, max: 100 }),
    timezone: timezone({ optional: true }),
    linkedin_url: text({ ...personal, max: 2000 }),
    twitter_url: text({ ...personal, max: 2000 }),
    ...ofAccount,
    ...ofBusinessUnit,
  },
  unique: [["account_id"]],
  search: ["first_name", "last_name", "display_name", "email", "phone_number"],
  indexes: [{ "methods.id": 1 }],
  verbs: ["list", "get"],
});

export type Contact = Entity<typeof contact>;
export type Method = Contact["methods"][number];

/** One row per address that a contact was looked for by: bookkeeping where two such requests meet (CTC-3). */
export const contactEmail = resource({
  service: "accounts",
  name: "contact_email",
  plural: "contact_emails",
  fields: { asked_at: instant() },
  hardDelete: true,
  verbs: [],
});

/** Persons and companies, with their activities and notes (8). */
import {
  type BusinessCustomer,
  businessCustomer,
  type Contact,
  type CustomerTag,
  contact,
  customerAddress,
  profileIdOf,
} from "../../../../services/accounts/public.ts";
import { readInstant, type Violation } from "../../../../shared/fields/index.ts";
import { c, computed, field, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { bothCasings, clearable, std, clearableText as text } from "./common.ts";

/** In small letters. */
const address = clearable<string>({
  ...c.email,
  in: (given) =>
    typeof given === "string" ? { value: given.trim().toLowerCase() } : { allowed: "an e-mail address" },
});

export type Interaction = {
  at: string;
  name: string;
  refId?: string | null;
  icon?: string | null;
  color?: string | null;
};
const interactionParts = ["at", "name", "refId", "icon", "color"];

/** An amount in the currency of the organization, as a number or text. */
const revenue = clearable<number>({
  ...c.decimalMoney,
  in: (given, wire) => c.decimalMoney.in(typeof given === "string" ? Number(given) : given, wire),
});

/** What is planned with somebody, as a whole: unknown and missing parts are refused (MRC-CUS-3). */
const interaction: Codec<Interaction> = {
  schema: { type: ["object", "null"], additionalProperties: true },
  out: (value) => value,
  in(given) {
    if (typeof given !== "object" || given === null || Array.isArray(given)) return { allowed: "an object" };
    const parts: Record<string, unknown> = { ...given };
    const violations = [
      ...Object.keys(parts).flatMap((name) =>
        interactionParts.includes(name) ? [] : [wrong(name, "unknown_field", "is not part of it")],
      ),
      ...(typeof parts.name === "string" && parts.name.trim()
        ? []
        : [wrong("name", "required", "must be text")]),
      ...(typeof parts.at === "string" && readInstant(parts.at)
        ? []
        : [wrong("at", "required", "must be a date and time like 2027-01-31T09:30:00Z")]),
      ...["refId", "icon", "color"].flatMap((name) =>
        typeof (parts[name] ?? "") === "string" ? [] : [wrong(name, "invalid_value", "must be text")],
      ),
    ];
    return violations.length ? { violations } : { value: given as Interaction };
  },
};
const wrong = (name: string, code: string, message: string): Violation => ({
  ...{ pointer: `/${name}`, code },
  message: `'${name}' ${message}.`,
});

/** What is sent beside the columns of a customer. */
type Sent = { next_interaction?: Interaction };
type Tagged = { tag_rows: readonly CustomerTag[] };

export const tagShape = shape("CustomerTagShown", rowsOf<CustomerTag>(), {
  id: computed(c.uuid, (row: CustomerTag) => row.id),
  label: computed(c.text, (row: CustomerTag) => row.label),
  color: computed(c.text, (row: CustomerTag) => row.color),
});

/** The fields of persons and companies alike that a caller writes. */
const noted = {
  description: field("notes", text),
  status: field("status", text),
  source: field("source", text),
  ...bothCasings({
    primaryEmail: field("email", address),
    primaryPhone: field("phone_number", text),
    lifecycleStage: field("lifecycle_stage", text),
    ownerUserId: field("owner_member_id", c.uuid),
    isActive: field("is_active", c.flag),
  } as const),
} as const;

/** What only bodies have, and what only rows have. */
const sent = {
  tags: field("tag_ids", c.listOf(c.uuid), { nullMeans: [] }),
  ...bothCasings({ nextInteraction: field("next_interaction", interaction) } as const),
} as const;
const planned = {
  nextInteractionAt: shown("next_interaction_at", c.instant),
  nextInteractionName: shown("next_interaction_name", c.text),
  nextInteractionRefId: shown("next_interaction_ref", c.text),
  nextInteractionIcon: shown("next_interaction_icon", c.text),
  nextInteractionColor: shown("next_interaction_color", c.text),
} as const;
const tags = computed(listShown(tagShape), (row: Tagged) => row.tag_rows, { always: true });

export const personProfile = bothCasings({
  firstName: field("first_name", c.text, { required: true }),
  lastName: field("last_name", c.text, { required: true }),
  preferredName: field("preferred_name", text),
  jobTitle: field("title", text),
  department: field("department", text),
  seniority: field("seniority", text),
  timezone: field("timezone", text),
  linkedInUrl: field("linkedin_url", text, { aliases: ["linkedinUrl"] }),
  twitterUrl: field("twitter_url", text),
  companyEntityId: field("company_id", clearable(c.uuid)),
} as const);
const personFields = {
  ...noted,
  ...bothCasings({ displayName: field("display_name", text) } as const),
  ...personProfile,
} as const;

export type PersonRow = Contact & Tagged & Sent;
export const personShape = shape("Person", rowsOf<PersonRow>(contact), {
  ...std,
  ...personFields,
  ...sent,
});
export const personRowShape = shape("PersonRow", rowsOf<PersonRow>(contact), {
  ...std,
  kind: computed(c.text, () => "person"),
  personId: computed(c.uuid, ({ id }: Contact) => profileIdOf(id)),
  ...personFields,
  ...{ ...planned, tags },
});

export const companyProfile = bothCasings({
  legalName: field("legal_name", text),
  brandName: field("brand_name", text),
  domain: field("domain", text),
  websiteUrl: field("website", text),
  industry: field("industry", text),
  sizeBucket: field("size", text),
  annualRevenue: field("annual_revenue", revenue),
} as const);
const companyFields = {
  ...noted,
  ...bothCasings({ displayName: field("name", c.text, { required: true }) } as const),
  ...companyProfile,
} as const;

export type CompanyRow = BusinessCustomer & Tagged & Sent;
export const companyShape = shape("Company", rowsOf<CompanyRow>(businessCustomer), {
  ...std,
  ...companyFields,
  ...sent,
});
export const companyRowShape = shape("CompanyRow", rowsOf<CompanyRow>(businessCustomer), {
  ...std,
  kind: computed(c.text, () => "company"),
  companyId: computed(c.uuid, ({ id }: BusinessCustomer) => profileIdOf(id)),
  ...companyFields,
  ...{ ...planned, tags },
});

/** Degrees, kept in millionths; finer ones are rounded. */
const degrees: Codec<number | null> = clearable<number>({
  schema: { type: "number" },
  out: (value) => Number(value) / 1_000_000,
  in: (given) =>
    typeof given === "number" && Math.abs(given) <= 180
      ? { value: Math.round(given * 1_000_000) }
      : { allowed: "degrees" },
});

export const addressShape = shape("CustomerAddress", customerAddress, {
  ...std,
  name: field("name", text),
  purpose: field("purpose", text),
  city: field("city", text),
  region: field("region", text),
  country: field("country", text),
  latitude: field("latitude", degrees),
  longitude: field("longitude", degrees),
  ...bothCasings({
    entityId: field("customer_id", c.uuid, { required: true }),
    companyName: field("company_name", text),
    addressLine1: field("address_line_1", c.text, { required: true }),
    addressLine2: field("address_line_2", text),
    buildingNumber: field("building_number", text),
    flatNumber: field("flat_number", text),
    postalCode: field("zip", text),
    isPrimary: field("is_primary", c.flag),
  } as const),
});

const entity = {
  ...std,
  ...noted,
  ...planned,
  kind: computed(c.text, ({ kind }: { kind: string }) => kind),
} as const;
export const personEntityShape = shape("PersonEntity", rowsOf<PersonRow & { kind: string }>(contact), {
  ...entity,
  displayName: field("display_name", text),
});
export const companyEntityShape = shape(
  "CompanyEntity",
  rowsOf<CompanyRow & { kind: string }>(businessCustomer),
  {
    ...entity,
    displayName: field("name", c.text),
  },
);

const profileId = computed(c.uuid, ({ id }: { id: string }) => profileIdOf(id));
export const personProfileShape = shape("PersonProfile", contact, { id: profileId, ...personProfile });
export const companyProfileShape = shape("CompanyProfile", businessCustomer, {
  id: profileId,
  ...companyProfile,
});

/** A person in a company's list. */
export const staffShape = shape("CompanyPerson", contact, {
  ...{ id: std.id, organizationId: std.organizationId, createdAt: std.createdAt },
  displayName: field("display_name", text),
  primaryEmail: field("email", address),
  primaryPhone: field("phone_number", text),
  status: field("status", text),
  lifecycleStage: field("lifecycle_stage", text),
  jobTitle: field("title", text),
  department: field("department", text),
});

export const detailQuery = shape("CustomerInclude", rowsOf<{ include: string }>(), {
  include: field("include", c.text),
});
export const digitsQuery = shape("PhoneDigits", rowsOf<{ digits: string }>(), {
  digits: field("digits", c.text),
});

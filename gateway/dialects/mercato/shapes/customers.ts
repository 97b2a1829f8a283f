/** Persons and companies, with their activities and notes (8). */
import * as accounts from "../../../../services/accounts/public.ts";
import { readInstant, type Violation } from "../../../../shared/fields/index.ts";
import { c, computed, field, inputOf, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { bothCasings, clearable, own, rowOf, shapeOf, std, clearableText as text } from "./common.ts";

const { contact, businessCustomer } = accounts;

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
type Tagged = { tag_rows: readonly accounts.CustomerTag[] };

export const tagShape = rowOf("CustomerTagShown", accounts.customerTag, {
  omit: ["slug", "description"],
  plus: { id: std.id },
});

export const tagAreaShape = shapeOf("CustomerTag", accounts.customerTag, { plus: std });
/** A tag and the customer that gets or loses it. */
export const tagLinkShape = shape("CustomerTagLink", inputOf(accounts.assignCustomerTag), {
  ...bothCasings({
    tagId: field("tag_id", c.uuid, { required: true }),
    entityId: field("customer_id", c.uuid, { required: true }),
  } as const),
});

/** The fields of persons and companies alike that a caller writes. */
const noted = {
  ...own(contact, ["status", "source", "lifecycle_stage", "is_active"]),
  ...own(contact, { description: "notes", primaryPhone: "phone_number", ownerUserId: "owner_member_id" }),
  ...bothCasings({ primaryEmail: field("email", address) } as const),
};

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
const kindOf = (kind: string) => computed(c.text, () => kind);
const profileId = computed(c.uuid, ({ id }: { id: string }) => accounts.profileIdOf(id));

const profileNames = ["first_name", "last_name", "preferred_name", "department", "seniority"] as const;
const personProfile = {
  ...own(contact, profileNames),
  ...own(contact, ["timezone", "twitter_url"]),
  ...own(contact, { jobTitle: "title" }),
  ...bothCasings({
    lastName: field("last_name", c.text, { required: true }),
    linkedInUrl: field("linkedin_url", text, { aliases: ["linkedinUrl"] }),
    companyEntityId: field("company_id", clearable(c.uuid)),
  } as const),
};
const personFields = {
  ...{ ...std, ...noted, ...personProfile },
  ...own(contact, ["display_name"]),
};

export type PersonRow = accounts.Contact & Tagged & Sent;
const personRows = rowsOf<PersonRow>(contact);
export const personShape = shape("Person", personRows, { ...personFields, ...sent });
export const personRowShape = shape("PersonRow", personRows, {
  ...{ ...personFields, kind: kindOf("person"), personId: profileId },
  ...{ ...planned, tags },
});

const companyProfile = {
  ...own(businessCustomer, ["legal_name", "brand_name", "domain", "industry"]),
  ...own(businessCustomer, { websiteUrl: "website", sizeBucket: "size" }),
  ...bothCasings({ annualRevenue: field("annual_revenue", revenue) } as const),
};
const companyFields = {
  ...{ ...std, ...noted, ...companyProfile },
  ...own(businessCustomer, { displayName: "name" }),
};

export type CompanyRow = accounts.BusinessCustomer & Tagged & Sent;
const companyRows = rowsOf<CompanyRow>(businessCustomer);
export const companyShape = shape("Company", companyRows, { ...companyFields, ...sent });
export const companyRowShape = shape("CompanyRow", companyRows, {
  ...{ ...companyFields, kind: kindOf("company"), companyId: profileId },
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

export const addressShape = shapeOf("CustomerAddress", accounts.customerAddress, {
  omit: ["customer_kind"],
  as: { entityId: "customer_id", postalCode: "zip" },
  plus: { ...std, latitude: field("latitude", degrees), longitude: field("longitude", degrees) },
});

const entity = { ...std, ...noted, ...planned };
export const personEntityShape = shape("PersonEntity", personRows, {
  ...{ ...entity, kind: kindOf("person") },
  ...own(contact, ["display_name"]),
});
export const companyEntityShape = shape("CompanyEntity", companyRows, {
  ...{ ...entity, kind: kindOf("company") },
  ...own(businessCustomer, { displayName: "name" }),
});

export const personProfileShape = shape("PersonProfile", contact, {
  id: profileId,
  ...personProfile,
});
export const companyProfileShape = shape("CompanyProfile", businessCustomer, {
  id: profileId,
  ...companyProfile,
});

/** A person in a company's list. */
export const staffShape = shape("CompanyPerson", contact, {
  ...{ id: std.id, organizationId: std.organizationId, createdAt: std.createdAt },
  ...own(contact, ["display_name", "status", "lifecycle_stage", "department"]),
  ...own(contact, { primaryPhone: "phone_number", jobTitle: "title" }),
  primaryEmail: field("email", address),
});

export const detailQuery = shape("CustomerInclude", rowsOf<{ include: string }>(), {
  include: field("include", c.text),
});
export const digitsQuery = shape("PhoneDigits", rowsOf<{ digits: string }>(), {
  digits: field("digits", c.text),
});

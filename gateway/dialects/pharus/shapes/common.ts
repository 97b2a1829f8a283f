/** What many of Pharus's objects have in common. */
import { startOfDate } from "../../../../shared/dates.ts";
import type { Lookup } from "../../../../shared/service/lookup.ts";
import { type Codec, date, enumMap } from "../../../shapes/codecs.ts";
import { country } from "../../../shapes/country.ts";
import { field, shape } from "../../../shapes/shape.ts";
import { own } from "../dialect.ts";

/** An address as Pharus spells it; a country is two letters, whatever their case. */
export const places = {
  address: "address_line_1",
  city: "city",
  state: "region",
  zipCode: "zip",
} as const;
export const nation = { country: field("country", country("code"), { nullable: true }) };

export const stamps = ["created_at", "updated_at"] as const;
export const organization = { orgId: "org_id" } as const;

/** A type, segment, broker or channel. */
export const lookupShape = (name: string, { resource }: Lookup) =>
  shape(name, resource, {
    ...own(resource, ["id", "name", "is_active", "created_at"]),
    ...own(resource, organization),
    sortOrder: { ...own(resource, ["sort_order"]).sortOrder, required: false },
  });

/** A status as Pharus spells it: "In Transit", "In-Dispute". */
const spelled = (status: string, gap: string) =>
  status.replaceAll("_", gap).replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** The words of statuses, in the order of their machine (D51). */
export const statusWords = <const S extends string>(statuses: readonly S[], gap = " "): Codec<S> =>
  enumMap(Object.fromEntries(statuses.map((each) => [spelled(each, gap), each])));

/** A day, shown as its first moment in the organization's zone; a date with a time stands for its day there. */
const day: Codec<string> = {
  ...date,
  schema: { type: "string", format: "date-time" },
  taken: { type: "string", description: "A date, or a moment on that day." },
  out: (value, { timezone }) => startOfDate(String(value), timezone),
};

/** The date of an order: sent under both names, shown as `placedAt` (D49). */
export const placed = {
  placedAt: field("order_date", day, { always: true }),
  orderDate: field("order_date", day, { givenOnly: true, filter: false }),
} as const;

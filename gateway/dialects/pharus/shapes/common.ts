/** What many of Pharus's objects have in common. */
import type { Lookup } from "../../../../shared/service/lookup.ts";
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

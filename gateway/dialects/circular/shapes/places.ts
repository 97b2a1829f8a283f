/** Organizations, stores, locations. */
import {
  type Codec,
  choiceOf,
  decimalMoney,
  email,
  fraction,
  integer,
  percent,
  text,
  uuid,
} from "../../../wire/codecs.ts";
import { at, shape, type WireField } from "../../../wire/shape.ts";
import { address } from "./address.ts";

const handlingFees = choiceOf(["none", "fixed", "percentage"]);

/** Terms as a level sets them; `group` is where the fee is kept. */
export const terms = (split: string, fee: string): Record<string, WireField> => ({
  consignment_split: at(split, fraction),
  handling_fee_percentage: at(`${fee}.percentage_ppm`, percent),
  handling_fee_fixed: at(`${fee}.fixed`, decimalMoney),
  handling_fee_type: at(`${fee}.type`, handlingFees),
});

export const defaults: Record<string, WireField> = {
  ...terms("default_split", "default_handling_fee"),
  default_expiry_days: at("default_expiry_days", integer),
  default_return_days: at("default_return_days", integer),
  default_pick_up_days: at("default_pick_up_days", integer),
};

export const organizationShape = shape("Organization", {
  // Either may name the organization in a change; there is but the one of the address.
  id: at("id", uuid, { readonly: true, sent: true }),
  organization_slug: at("slug", text, { readonly: true, sent: true }),
  name: at("name", text),
  email: at("email", email),
  ...defaults,
  currency: at("currency", text),
  phone_number: at("phone", text),
  // The one address of the document whose second line may be null.
  ...address("line", "name", { nullable: true }),
});

type Hours = { open: string; close: string };
type Week = Record<string, Hours[]>;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const isHours = (value: unknown): value is Hours => {
  const { open, close } = (value ?? {}) as Partial<Hours>;
  return CLOCK.test(open ?? "") && CLOCK.test(close ?? "");
};

/** Opening hours: one range per weekday here, any number of them natively (the first opens, the last closes). */
const scheduling: Codec = {
  schema: {
    type: "object",
    properties: Object.fromEntries(
      WEEKDAYS.map((day) => [
        day,
        { type: "object", properties: { open: { type: "string" }, close: { type: "string" } } },
      ]),
    ),
  },
  out: (week) =>
    Object.fromEntries(
      Object.entries(week as Week)
        .filter(([, ranges]) => ranges.length > 0)
        .map(([day, ranges]) => [day, { open: ranges[0]!.open, close: ranges.at(-1)!.close }]),
    ),
  in(given) {
    const days = typeof given === "object" && given !== null ? Object.entries(given) : [["", null] as const];
    const fits = days.every(([day, hours]) => WEEKDAYS.includes(day) && (hours === null || isHours(hours)));
    return fits
      ? { value: Object.fromEntries(days.map(([day, hours]) => [day, hours ? [hours] : []])) }
      : { allowed: "opening hours by weekday in lower case, each {open: HH:MM, close: HH:MM}" };
  },
};

export const storeShape = shape("Store", {
  id: at("id", uuid, { readonly: true }),
  store_slug: at("slug", text, { readonly: true }),
  name: at("name", text, { required: true }),
  ...address("line", "code"),
  scheduling: at("scheduling", scheduling),
  ...defaults,
});

export const locationShape = shape("Location", {
  id: at("id", uuid, { readonly: true }),
  name: at("name", text, { required: true }),
  store_id: at("store_id", uuid, { required: true }),
});

/** Fields that all of Mercato's objects have, and the codecs that its numbers share. */
import { rootUnitId } from "../../../../services/accounts/public.ts";
import { formatScaled, isCurrency, parseScaled } from "../../../../shared/money.ts";
import { c, computed, derivedBy } from "../../../kit/index.ts";
import type { Codec, Read } from "../../../shapes/codecs.ts";
import { spelled } from "../../../shapes/derive.ts";
import type { Shape, Table } from "../../../shapes/shape.ts";

type Row = {
  id: string;
  org_id: string | null;
  business_unit_id?: string | null;
  created_at: string;
  updated_at: string;
};

/** The organization of Mercato is our business unit; rows of the root name none (MRC-SCP-1). */
export const unitOf = ({ org_id, business_unit_id }: Pick<Row, "org_id" | "business_unit_id">): string =>
  business_unit_id ?? rootUnitId(String(org_id));

/** `id, organizationId, tenantId, createdAt, updatedAt` (std). */
export const std = {
  id: computed(c.uuid, ({ id }: Row) => id),
  organizationId: computed(c.uuid, unitOf),
  tenantId: computed(c.uuid, ({ org_id }: Row) => org_id),
  createdAt: computed(c.instant, ({ created_at }: Row) => created_at),
  updatedAt: computed(c.instant, ({ updated_at }: Row) => updated_at),
} as const;

/** Fields whose names are read in either casing (MRC-W-18). */
export function bothCasings<T extends Readonly<Record<string, object>>>(fields: T): T {
  const both: Record<string, object> = {};
  for (const [name, field] of Object.entries(fields))
    both[name] = { ...field, aliases: [name === snake(name) ? spelled(name, "camel") : snake(name)] };
  return both as T;
}

export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same rows in snake_case, where bodies are in camelCase, with fields from elsewhere under their own names (MRC-W-18). */
export const snakeRows = <Row>(of: Shape<Row>, beside: Table<NoInfer<Row>> = {}): Shape<Row> => ({
  ...of,
  name: `${of.name}Row`,
  fields: {
    ...Object.fromEntries(Object.entries(of.fields).map(([name, field]) => [snake(name), field])),
    ...(beside as Shape<Row>["fields"]),
  },
});

/** A decimal number with at most `places` decimals, stored as an integer of `10^-stored`; text with a number counts as one. */
function decimals(places: number, stored: number, allowed: string): Codec<number> {
  const factor = 10 ** (stored - places);
  const read = (given: unknown): Read<number> => {
    const written = typeof given === "number" || typeof given === "string" ? String(given) : "";
    const parsed = parseScaled(written, places);
    const value = parsed.ok ? parsed.value * factor : Number.NaN;
    return Number.isSafeInteger(value) && value >= 0 ? { value } : { allowed };
  };
  return {
    schema: { type: "number" },
    out: (value) => (Number.isSafeInteger(value) ? Number(formatScaled(value, stored)) : value),
    in: read,
    text: read,
  };
}

/** An amount of a document (MRC-W-24). */
export const amount = decimals(4, 4, "a number from 0 with at most 4 decimals");
/** An amount with two decimals at most. */
export const cents = decimals(2, 4, "a number from 0 with at most 2 decimals");
export const quantity = decimals(4, 6, "a number from 0 with at most 4 decimals");
export const percent: Codec<number> = {
  ...c.percent,
  in: (given, wire) => c.percent.in(typeof given === "string" ? Number(given) : given, wire),
};
/** An amount that is shown as text. */
export const amountText: Codec<number> = {
  ...amount,
  schema: { type: "string" },
  taken: { type: ["string", "number"] },
  out: (value) => String(amount.out(value, wireless)),
};
const wireless = {
  ...{ organization: "", currency: "", exponent: 0, timezone: "UTC", profile: "" },
  ...{ strict: false, nulls: true },
};

/** An amount in responses. */
export const shownAmount = (value: number): unknown => amount.out(value, wireless);

/** A currency is not coerced (6.2). */
export const currencyCode: Codec<string> = {
  ...c.text,
  in: (given) =>
    typeof given === "string" && isCurrency(given)
      ? { value: given }
      : { allowed: "the code of a currency, such as USD" },
};

export const anyObject: Codec<Record<string, unknown>> = c.object;

/** An empty text takes a value away (MRC-W-5). */
export const clearable = <V>(of: Codec<V>): Codec<V | null> => ({
  ...of,
  out: (value, wire) => (value === null ? null : of.out(value, wire)),
  in: (given, wire) => (given === "" ? { value: null } : of.in(given, wire)),
});

/** A text that need not be there. */
export const clearableText = clearable(c.text);

/** A code is kept in small letters, however it is sent. */
export const lowerCased: Codec<string> = {
  ...c.text,
  in: (given, wire) => c.text.in(typeof given === "string" ? given.trim().toLowerCase() : given, wire),
};

/** Degrees of a place, stored in millionths. */
export const degrees: Codec<number> = {
  schema: { type: "number" },
  out: (value) => (Number.isSafeInteger(value) ? Number(formatScaled(value, 6)) : value),
  in: (given) =>
    typeof given === "number" && Number.isFinite(given)
      ? { value: Math.round(given * 1_000_000) }
      : { allowed: "a number of degrees" },
};

/** How columns are written here, by their kind. */
const codecs = {
  ...{ "text?": clearableText, "email?": clearableText, "timezone?": clearableText, json: anyObject },
  ...{ money4: amount, micro: quantity, rate: percent },
};

const columns = {
  nulls: true,
  omit: [
    "id",
    "org_id",
    "business_unit_id",
    "created_at",
    "updated_at",
    "created_by",
    "version",
    "deleted_at",
  ],
  named: { currency: currencyCode, primary_currency: currencyCode, latitude: degrees, longitude: degrees },
};

/** Null in a body means the default of these. */
const counted = ["count", "money4", "micro", "rate", "list"];

/** Fields and shapes of columns under their names in camelCase, read in either casing (MRC-W-18). */
export const { own, shapeOf } = derivedBy(codecs, "camel", {
  ...columns,
  as: { currencyCode: "currency", taxRate: "tax_ppm", weightValue: "weight" },
  options: (wire, { kind, facets }) => ({
    aliases: [snake(wire)],
    ...(counted.includes(kind) && facets.default !== undefined ? { nullMeans: facets.default } : {}),
  }),
});

/** Rows in snake_case, which are only shown. */
export const { shapeOf: rowOf } = derivedBy(codecs, "snake", {
  ...columns,
  readonly: true,
  as: { currency_code: "currency", tax_rate: "tax_ppm", weight_value: "weight" },
});

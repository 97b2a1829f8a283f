/** What many objects of ConsignCloud have. */
import { hundredths, instant, listOf, object, percent, text, uuid } from "../../../wire/codecs.ts";
import { at, type Row, shape, shown, type WireField } from "../../../wire/shape.ts";

export const id = at("id", uuid, { readonly: true });
export const created = at("created_at", instant, { readonly: true });
export const updated = at("updated_at", instant, { readonly: true });
export const deleted = at("deleted_at", instant, { readonly: true, nullable: true });
export const amount = (path: string, more: Partial<WireField> = {}) =>
  at(path, hundredths, { readonly: true, ...more });

export const createdBy = at("created_by", text, { readonly: true, asked: true });

/** Whose key made it, as it is shown in the place of the key's id. */
export const makerShape = shape("CreatedBy", {
  id,
  name: at("name", text, { readonly: true, nullable: true }),
  user_type: shown(text, () => "api_key"),
});

export const address: Record<string, WireField> = {
  address_line_1: at("address_line_1", text, { nullable: true }),
  address_line_2: at("address_line_2", text, { nullable: true }),
  city: at("city", text, { nullable: true }),
  state: at("region", text, { nullable: true }),
  postal_code: at("zip", text, { nullable: true }),
};

/** A field of the real record that nothing of ours stands behind. */
export const nothing = (value: unknown = null): WireField => shown(object, () => value, { nullable: true });

/** A list of shown objects. */
export const objects = (
  from: (row: Row, scale: number) => object[],
  more: Partial<WireField> = {},
): WireField => shown(listOf(object), (row, { exponent }) => from(row, 10 ** (2 - exponent)), more);

/** The value of a discount: a percentage or hundredths, by the type beside it. */
export const valueByType: WireField = at(
  "value",
  {
    schema: { type: "number" },
    out: (value) => value,
    in: (given, wire, body) =>
      body?.type === undefined
        ? { allowed: "sent together with 'type'" }
        : (/^percent/.test(String(body.type)) ? percent : hundredths).in(given, wire),
  },
  {
    beside: "type",
    from: ({ value, value_type }, wire) =>
      (value_type === "percentage" ? percent : hundredths).out(value, wire),
  },
);

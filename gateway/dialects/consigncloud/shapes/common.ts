/** Fields that many objects of ConsignCloud have. */
import { c, computed, type FieldAt, field, rowsOf, shape, showing, shown } from "../../../kit/index.ts";

export const maybe = { nullable: true } as const;
export const readonly = { readonly: true } as const;
export const ifIncluded = { onlyIfIncluded: true } as const;

export const id = shown("id", c.uuid);
export const name = field("name", c.text, { required: true });
export const created = shown("created_at", c.instant);
export const updated = shown("updated_at", c.instant);
export const deleted = shown("deleted_at", c.instant, maybe);
export const stamps = { created, updated, deleted };
export const amount = <const P extends string>(path: P) => shown(path, c.hundredths);
export const createdBy = shown("created_by", c.text, ifIncluded);

type Named = { id: string; name: string | null };

/** The owner of the key that created it, shown in the place of the key's id. */
export const makerShape = shape("CreatedBy", rowsOf<Named>(), {
  id,
  name: shown("name", c.text, maybe),
  user_type: computed(c.text, () => "api_key"),
});

/** Whatever has a name, such as a shelf or a register, shown in the place of its id. */
export const namedShape = shape("Named", rowsOf<Named>(), { id, name: shown("name", c.text, maybe) });

export const address: {
  [name: string]: FieldAt<"address_line_1" | "address_line_2" | "city" | "region" | "zip", string>;
} = {
  address_line_1: field("address_line_1", c.text, maybe),
  address_line_2: field("address_line_2", c.text, maybe),
  city: field("city", c.text, maybe),
  state: field("region", c.text, maybe),
  postal_code: field("zip", c.text, maybe),
};

/** One change for many entries, under the name of the list of their ids. */
export const bulkFields = <const N extends string>(name: N) => ({
  [name]: field("ids", c.listOf(c.uuid), { aliases: ["ids"] }),
  changes: field("changes", c.object, { aliases: ["updates", "fields"] }),
});

/** A percentage or hundredths, by the type beside it. */
const discountValue: c.Codec<number> = {
  ...{ schema: { type: "number" }, out: (value) => value },
  in: (given, wire, body) =>
    body?.type === undefined
      ? { allowed: "sent together with 'type'" }
      : (/^percent/.test(String(body.type)) ? c.percent : c.hundredths).in(given, wire),
};

type Discounted = { value?: number | null; value_type?: string | null };

/** The value of a discount. */
export const valueByType = showing(
  field("value", discountValue, { beside: "type" }),
  ({ value, value_type }: Discounted, wire) =>
    (value_type === "percentage" ? c.percent : c.hundredths).out(value ?? 0, wire),
);

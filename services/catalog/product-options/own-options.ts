/** The options of a product: a shared schema, or one of its own that is sent with it (MRC-CAT-3). */
import { invalidField } from "../../../shared/errors.ts";
import type { Changes } from "../../../shared/fields/index.ts";
import { hold } from "../../../shared/service/hold.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { optionsOf } from "./coded.ts";
import { optionSchema, type ownOptions } from "./option-schema.ts";

type Owner = { id: string; name: string; business_unit_id?: string | null };
type Sent = {
  option_schema_id?: string | null | undefined;
  option_schema?: Changes<{ own: typeof ownOptions }>["own"];
};

const ambiguous = () =>
  invalidField(
    "/option_schema_id",
    "ambiguous",
    "'option_schema' makes the product's own options: leave 'option_schema_id' out, or name its own.",
  );

/** The schema that the product has after a request. */
export async function ofItsOptions(
  tx: Tx,
  { id, name, ...of }: Owner,
  { option_schema_id: linked, option_schema: sent }: Sent,
): Promise<{ option_schema_id?: string | null }> {
  if (sent === undefined) {
    if (linked) await hold(tx, optionSchema, [linked], "/option_schema_id");
    return {};
  }
  if (sent === null) return { option_schema_id: null };
  const before = await tx.findOne(optionSchema, { product_id: id });
  if (linked && linked !== before?.id) throw ambiguous();
  const own = { ...sent, options: optionsOf(sent.options ?? [], "/option_schema") };
  if (before)
    await tx.save(optionSchema, before, { ...own, name: own.name ?? before.name, deleted_at: null });
  const made =
    before ?? (await tx.insert(optionSchema, { ...of, ...own, name: own.name ?? name, product_id: id }));
  return { option_schema_id: made.id };
}

import { slugOf } from "../../../shared/resource/slug.ts";
import { live } from "../../../shared/service/live.ts";
import { command } from "../../../shared/service/operation.ts";
import { optionsOf } from "../product-options/coded.ts";
import { optionSchema } from "../product-options/option-schema.ts";
import * as declared from "./declarations.ts";

export const createOptionSchema = command(declared.createOptionSchema, (tx, { options = [], ...own }) =>
  tx.insert(optionSchema, { ...own, code: own.code ?? slugOf(own.name), options: optionsOf(options) }),
);

export const changeOptionSchema = command(
  declared.changeOptionSchema,
  async (tx, { id, options, ...changes }) => {
    const before = live(optionSchema, await tx.target(optionSchema, id));
    const { code = before.code, name = before.name } = changes;
    return tx.save(optionSchema, before, {
      ...changes,
      code: code ?? (before.product_id ? null : slugOf(name)),
      ...(options ? { options: optionsOf(options) } : {}),
    });
  },
);

export const restoreOptionSchema = command(declared.restoreOptionSchema, async (tx, { id }) => {
  const before = await tx.target(optionSchema, id);
  if (!before.deleted_at) return before;
  return tx.save(optionSchema, before, { deleted_at: null }, { verb: "restored" });
});

import { hidesUnused, rowsOf, tellsUses } from "../../../shared/service/uses.ts";
import { optionSchema } from "../product-options/option-schema.ts";
import { product } from "../products/product.ts";
import * as declared from "./declarations.ts";

const guarded = { resource: optionSchema, users: [rowsOf(product, "option_schema_id")] };

export const removeOptionSchema = hidesUnused(declared.removeOptionSchema, guarded);
export const optionSchemaInUse = tellsUses(declared.optionSchemaInUse, guarded);

import { command } from "../../../shared/service/operation.ts";
import { wholeFee } from "../../accounts/public.ts";
import { category } from "./category.ts";
import * as declared from "./declarations.ts";
import { placeBelow } from "./place-below.ts";

export const createCategory = command(declared.createCategory, async (tx, input) => {
  const default_handling_fee = wholeFee(input.default_handling_fee ?? null, "/default_handling_fee");
  if (input.parent_id) await placeBelow(tx, input.parent_id, null);
  const slug = input.slug ?? (await tx.slug(category, input.name));
  return tx.insert(category, { ...input, slug, default_handling_fee });
});

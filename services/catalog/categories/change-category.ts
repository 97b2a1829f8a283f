import { command } from "../../../shared/service/operation.ts";
import { wholeFee } from "../../accounts/public.ts";
import { category } from "./category.ts";
import * as declared from "./declarations.ts";
import { placeBelow } from "./place-below.ts";

export const changeCategory = command(
  declared.changeCategory,
  async (tx, { id, default_handling_fee, slug: sent, ...changes }) => {
    const before = await tx.target(category, id);
    const fee =
      default_handling_fee === undefined
        ? {}
        : { default_handling_fee: wholeFee(default_handling_fee, "/default_handling_fee") };
    const { parent_id } = changes;
    if (parent_id && parent_id !== before.parent_id) await placeBelow(tx, parent_id, id);
    const slug = sent === null ? await tx.slug(category, changes.name ?? before.name) : sent;
    return tx.save(category, before, { ...changes, ...fee, ...(slug === undefined ? {} : { slug }) });
  },
);

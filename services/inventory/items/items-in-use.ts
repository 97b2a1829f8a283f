import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { usesOf } from "./in-use.ts";

export const itemsInUse = query(declared.itemsInUse, async (reader, { account_id, category_id }) => {
  const reference = { ...(account_id ? { account_id } : {}), ...(category_id ? { category_id } : {}) };
  return Object.keys(reference).length ? usesOf(reader, reference) : { count: 0, sample_ids: [] };
});

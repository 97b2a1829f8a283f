import { query } from "../../../shared/service/operation.ts";
import { ancestorsOf } from "./ancestors.ts";
import { category } from "./category.ts";
import * as declared from "./declarations.ts";

export const categoryPath = query(declared.categoryPath, async (reader, { id }) => {
  const own = await reader.load(category, id);
  return [own, ...(await ancestorsOf(reader, own.parent_id))];
});

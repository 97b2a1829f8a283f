/** Walks the tree of categories, which is at most five levels deep (3.2). */
import type { Reader } from "../../../shared/service/reader.ts";
import { type Category, category } from "./category.ts";
import { MAX_DEPTH } from "./tree.rules.ts";

/** The category with this id and its ancestors, nearest first. */
export async function ancestorsOf(reader: Reader, id: string | null): Promise<Category[]> {
  const path: Category[] = [];
  let next = id;
  while (next && path.length < MAX_DEPTH) {
    const found: Category | null = await reader.get(category, next);
    if (!found) break;
    path.push(found);
    next = found.parent_id;
  }
  return path;
}

/** The number of levels of a category and everything below it. */
export async function heightOf(reader: Reader, id: string): Promise<number> {
  let level = [id];
  let height = 0;
  while (level.length && height <= MAX_DEPTH) {
    height++;
    level = (await reader.find(category, { parent_id: { $in: level } })).map((each) => each.id);
  }
  return height;
}

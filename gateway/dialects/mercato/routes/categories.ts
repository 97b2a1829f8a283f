/** Categories, which are read whole as a tree, and tags of products (MRC-CTG-1, MRC-CAT-6). */
import * as catalog from "../../../../services/catalog/public.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import { idOf } from "../../../kit/builders.ts";
import { area, type DialectContext } from "../../../kit/index.ts";
import { asked, crudOfWords, openObject, reading } from "../area.ts";
import { listing, pagesAsFile } from "../listing.ts";
import { pageOf, paging } from "../paging.ts";
import * as shapes from "../shapes/categories.ts";
import { unitOf } from "../shapes/common.ts";
import { matchingIn, nested, pageAsked } from "../trees.ts";

type Category = OutputOf<typeof catalog.categoryTree>["categories"][number];

const rowOf = (names: ReadonlyMap<string, string>, { ancestor_ids, child_ids, ...row }: Category) => {
  const path = [...ancestor_ids, row.id];
  return {
    ...{ id: row.id, name: row.name, slug: row.slug, description: row.description, is_active: row.is_active },
    ...{ parentId: row.parent_id, parentName: names.get(row.parent_id ?? "") ?? null, depth: row.depth },
    ...{ rootId: path[0], treePath: path.join("/"), isActive: row.is_active },
    pathLabel: path.map((id) => names.get(id)).join(" / "),
    ...{ ancestorIds: ancestor_ids, childIds: child_ids, descendantIds: row.descendant_ids },
    ...{ childCount: child_ids.length, descendantCount: row.descendant_ids.length },
    ...{ organizationId: unitOf(row), tenantId: row.org_id },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at },
  };
};

async function categories(ctx: DialectContext): Promise<object> {
  const rows = (await ctx.read(catalog.categoryTree, {})).categories;
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const placed = rows.map((row) => rowOf(names, row));
  const wordsOf = ({ name, pathLabel }: (typeof placed)[number]) => [name, pathLabel];
  const found = matchingIn(ctx, placed, { unasked: "all", wordsOf }).map(({ is_active: _, ...row }) => row);
  if (asked(ctx, "view") !== "tree") return pageAsked(ctx, catalog.category, found);
  return pageOf(nested(found), found.length, { page: 1, pageSize: Math.max(1, found.length) });
}

const written = crudOfWords(
  "CatalogCategories",
  area(catalog.category, shapes.categoryShape, {
    actions: {
      ...{ create: catalog.createCategory, change: catalog.changeCategory },
      ...{ remove: catalog.dissolveCategory },
    },
    // A category that is named as its own parent stands at the top.
    prepare: async (ctx, verb, values) =>
      verb === "change" && values.parent_id === idOf(ctx, catalog.category.name)
        ? { ...values, parent_id: null }
        : values,
  }),
);

const tags = area(catalog.productTag, shapes.tagShape, { filters: {} });

export const categoryOperations = {
  ...written,
  getCatalogCategories: pagesAsFile(reading("read:item_categories", categories, paging.schema(openObject))),
  getCatalogTags: listing(tags),
};

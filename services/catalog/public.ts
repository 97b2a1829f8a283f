/** What others may know of the catalog: resources and operations as declarations. */
import { choice, type FieldTable, group, id, list, text } from "../../shared/fields/index.ts";
import type { Resource } from "../../shared/resource/resource.ts";
import { entityOf, listOf, operation, shapeOf } from "../../shared/service/operation.ts";
import { category } from "./resources/category.ts";
import { discount, surcharge, tax } from "./resources/pricing.ts";
import { brand, color, fabric, size } from "./resources/taxonomy.ts";

export * from "./public/search.ts";
export { rules } from "./resources/matching.ts";
export { brand, category, color, discount, fabric, size, surcharge, tax };

export const createCategory = operation({
  name: "catalog.category.create",
  http: "POST /categories",
  status: 201,
  scope: "write:item_categories",
  about: "Creates a category; the server makes its slug (ID-3).",
  input: category.fields,
  output: entityOf(category),
});

export const changeCategory = operation({
  name: "catalog.category.change",
  http: "PATCH /categories/{id}",
  change: true,
  scope: "write:item_categories",
  about: "Changes a category; its slug stays (ID-3).",
  input: { id: id(), ...category.fields },
  output: entityOf(category),
});

export const removeCategory = operation({
  name: "catalog.category.remove",
  http: "DELETE /categories/{id}",
  scope: "delete:item_categories",
  about: "Deletes a category that no child category and no item uses (DEL-5).",
  input: { id: id() },
  output: entityOf(category),
});

const priced = <T extends FieldTable>(resource: Resource<T>) => ({
  create: operation({
    name: `catalog.${resource.name}.create`,
    http: `POST /${resource.plural}`,
    status: 201,
    scope: `write:${resource.plural}`,
    about: `Creates a ${resource.name}; a percentage is at most 1000000 ppm.`,
    input: resource.fields,
    output: entityOf(resource),
  }),
  change: operation({
    name: `catalog.${resource.name}.change`,
    http: `PATCH /${resource.plural}/{id}`,
    change: true,
    scope: `write:${resource.plural}`,
    about: `Changes a ${resource.name}; sales that have used it stay as they are.`,
    input: { id: id(), ...resource.fields },
    output: entityOf(resource),
  }),
});

export const discountOperations = priced(discount);
export const surchargeOperations = priced(surcharge);

/** For pricing a sale: everything that may apply, in one call. */
export const pricingRules = operation({
  name: "catalog.pricing.load",
  about: "The tenant's taxes and surcharges, its automatic discounts, and the discounts named by id.",
  input: { discount_ids: list(id(), { default: [], max: 200 }) },
  output: shapeOf({
    taxes: list(group(tax.columns)),
    surcharges: list(group(surcharge.columns)),
    /** Categories that set their own taxes: they count for their items instead of the automatic ones. */
    category_taxes: list(group({ category_id: id(), tax_ids: list(id()) })),
    automatic: list(group(discount.columns)),
    named: list(group(discount.columns)),
  }),
});

/** A category with its ancestors, nearest first: where terms and taxes come from. */
export const categoryPath = operation({
  name: "catalog.category.path",
  about: "A category and its ancestors, nearest first.",
  input: { id: id() },
  output: listOf(entityOf(category)),
});

/** Kinds of term that an item has one of, each with a slug. */
export const termKinds = ["category", "brand", "color", "size", "fabric"] as const;

/** For callers that name terms by slug: ids to slugs, slugs to ids, all kinds in one round trip. */
export const findTerms = operation({
  name: "catalog.term.find",
  about:
    "Terms by id, by slug or by name, those of the system among them behind the tenant's own; deleted ones are found by id only.",
  input: {
    wanted: list(
      group({
        kind: choice(termKinds),
        ids: list(id(), { default: [], max: 5000 }),
        slugs: list(text({ max: 120 }), { default: [], max: 5000 }),
        names: list(text({ max: 100 }), { default: [], max: 100 }),
      }),
      { max: 20 },
    ),
  },
  output: listOf(shapeOf({ kind: choice(termKinds), id: id(), slug: text(), name: text() })),
});

/** For callers that name terms by their name: each is found by its slug, or made. */
export const ensureTerms = operation({
  name: "catalog.term.ensure",
  about: "Terms by name; one whose slug nobody has becomes a term of the tenant's own.",
  input: { wanted: list(group({ kind: choice(termKinds), name: text({ max: 100 }) }), { max: 100 }) },
  output: listOf(shapeOf({ kind: choice(termKinds), id: id(), slug: text(), name: text() })),
});

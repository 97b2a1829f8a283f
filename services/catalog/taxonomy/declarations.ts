/** Finds and searches terms of the vocabulary: by id, slug, name or words (RPT-5). */
import { choice, count, group, id, list, text } from "../../../shared/fields/index.ts";
import { listOf, operation, shapeOf } from "../../../shared/service/operation.ts";

/** The kinds of term. An item has at most one of each kind. */
export const termKinds = ["category", "brand", "color", "size", "fabric"] as const;

/** Resolves ids to slugs, and slugs to ids, for all kinds in one round trip. */
export const findTerms = operation({
  name: "catalog.term.find",
  about:
    "Finds terms by id, slug or name. Terms of the system come after the tenant's own. Deleted terms are found by id only.",
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

/** For callers that write names of terms: finds each term by its slug, or creates it. */
export const ensureTerms = operation({
  name: "catalog.term.ensure",
  about: "Terms by name; one whose slug nobody has becomes a term of the tenant's own.",
  input: { wanted: list(group({ kind: choice(termKinds), name: text({ max: 100 }) }), { max: 100 }) },
  output: listOf(shapeOf({ kind: choice(termKinds), id: id(), slug: text(), name: text() })),
});

const named = group({ id: id(), name: text() });

export const suggestedKinds = ["brand", "color", "size", "category"] as const;

export const findBrands = operation({
  name: "catalog.brand.search",
  about: "Brands with a word that begins with one of these folded words.",
  input: { words: list(text({ max: 64 }), { max: 10 }), limit: count({ default: 200, min: 1, max: 500 }) },
  output: shapeOf({ brands: list(named) }),
});

export const suggestTerms = operation({
  name: "catalog.term.suggest",
  about: "Terms of a kind whose names contain the text, whatever its case and accents.",
  input: {
    kind: choice(suggestedKinds),
    value: text({ min: 0, max: 100 }),
    limit: count({ default: 500, min: 1, max: 1000 }),
  },
  output: shapeOf({ terms: list(named) }),
});

/** Terms of the catalog found by their names, for services that hold their ids (RPT-5). */
import { choice, count, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";

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

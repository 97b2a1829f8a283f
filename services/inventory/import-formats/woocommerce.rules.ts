import type { Cells, Format, Line } from "./format.rules.ts";
import { unescaped } from "./values.rules.ts";

/** What is no piece: a parent whose variations are rows of their own, a collection, another shop's product. */
const NO_PIECE = /\b(?:variable|grouped|external)\b/i;

/** The rows of products by what a variation calls its parent: "id:12" or a SKU. */
function parentsOf(lines: readonly Line[]): ReadonlyMap<string, Cells> {
  return new Map(
    lines.flatMap(({ cells }) => [
      ...(cells.key ? [[`id:${cells.key}`, cells] as const] : []),
      ...(cells.sku ? [[cells.sku, cells] as const] : []),
    ]),
  );
}

const inherited = ["description", "category", "tags", "brand", "vendor"] as const;
const worded = ["title", "category", "tags", "brand"] as const;

/** Breaks of a text are written as \n there; a backslash before an n of the text's own has another one before it. */
const broken = (text: string): string =>
  text.replace(/\\\\n|\\n/g, (mark) => (mark.length === 2 ? "\n" : "\\n"));

/** The words as people wrote them; a product without a description has its summary. */
function readable({ summary, ...cells }: Cells): Cells {
  const words = worded.flatMap((field) => (cells[field] ? [[field, unescaped(cells[field])]] : []));
  const description = cells.description ?? summary;
  return { ...cells, ...Object.fromEntries(words), ...(description && { description: broken(description) }) };
}

/** What its parent counts has no number of its own; without a number the row says whether there is a piece. */
function counted({ quantity, ...cells }: Cells): Cells {
  if (quantity && quantity !== "parent") return { ...cells, quantity };
  return cells.in_stock === "0" || cells.in_stock === "backorder" ? { ...cells, quantity: "0" } : cells;
}

/** Of several categories the first one; a comma within a name has a backslash before it. */
const firstOf = (categories: string | undefined): Cells =>
  categories ? { category: categories.split(/(?<!\\),/)[0]!.replaceAll("\\,", ",") } : {};

/** A variation's own picture comes before those of its parent. */
const picturesOf = (own: Cells, parent: Cells): Cells => {
  const pictures = [own.pictures, parent.pictures].filter(Boolean).join(" ");
  return pictures ? { pictures } : {};
};

/** A variation has what its parent has. In stock without a number is one piece. */
function arranged(given: readonly Line[]): Line[] {
  const lines = given.map((each) => ({ ...each, cells: readable(each.cells) }));
  const parents = parentsOf(lines);
  return lines.flatMap(({ line, cells }) => {
    if (NO_PIECE.test(cells.row_type ?? "")) return [];
    const parent = parents.get(cells.parent ?? "") ?? {};
    const told = inherited.flatMap((field) => (parent[field] ? [[field, parent[field]]] : []));
    const variant = [cells.option_1, cells.option_2, cells.option_3].filter(Boolean).join(" / ");
    const named = cells.title?.includes(" - ") || !cells.parent ? {} : { variant };
    const whole = { ...Object.fromEntries(told), ...counted(cells), ...named };
    return [{ line, cells: { ...whole, ...firstOf(whole.category), ...picturesOf(cells, parent) } }];
  });
}

/** The product export of WooCommerce, whose headers are in the language of the shop: English, German or French. */
export const woocommerce: Format = {
  title: "WooCommerce products",
  makes: "items",
  columns: {
    key: ["ID"],
    row_type: ["Type", "Typ"],
    sku: ["SKU", "Artikelnummer", "UGS"],
    barcode: [
      ...["GTIN, UPC, EAN, or ISBN", "GTIN, UPC, EAN oder ISBN", "GTIN, UPC, EAN ou ISBN"],
      ...["GTIN", "EAN", "UPC", "Meta: _global_unique_id"],
    ],
    title: ["Name", "Nom"],
    status: ["Published", "Veröffentlicht", "Publié"],
    description: ["Description", "Beschreibung"],
    summary: ["Short description", "Kurzbeschreibung", "Description courte"],
    price: ["Regular price", "Regulärer Preis", "Tarif régulier"],
    compare_price: ["Sale price", "Angebotspreis", "Tarif promo"],
    cost: ["Cost of goods", "Meta: _wc_cog_cost", "Cost"],
    quantity: ["Stock", "Stock quantity", "Bestand", "Lager", "Inventaire"],
    in_stock: ["In stock?", "Vorrätig?", "En stock ?", "En inventaire?"],
    category: ["Categories", "Kategorien", "Catégories"],
    tags: ["Tags", "Schlagwörter", "Étiquettes"],
    pictures: ["Images", "Bilder"],
    brand: ["Brands", "Brand", "Marken", "Marques"],
    vendor: ["Vendor", "Store name", "Meta: _wcfm_vendor"],
    split: ["Commission", "Vendor commission", "Meta: _commission"],
    parent: ["Parent", "Übergeordnetes Produkt"],
    option_1: ["Attribute 1 value(s)", "Attribut 1 Wert(e)", "Valeur(s) de l’attribut 1"],
    option_2: ["Attribute 2 value(s)", "Attribut 2 Wert(e)", "Valeur(s) de l’attribut 2"],
    option_3: ["Attribute 3 value(s)", "Attribut 3 Wert(e)", "Valeur(s) de l’attribut 3"],
  },
  needs: [["title"], ["price"]],
  html: true,
  arranged,
};

import type { Cells, Format, Line } from "./format.rules.ts";

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

/** Of several categories the first one; a comma within a name has a backslash before it. */
const firstOf = (categories: string | undefined): Cells =>
  categories ? { category: categories.split(/(?<!\\),/)[0]!.replaceAll("\\,", ",") } : {};

/** A variation's own picture comes before those of its parent. */
const picturesOf = (own: Cells, parent: Cells): Cells => {
  const pictures = [own.pictures, parent.pictures].filter(Boolean).join(" ");
  return pictures ? { pictures } : {};
};

/** A variation has what its parent has. In stock without a number is one piece. */
function arranged(lines: readonly Line[]): Line[] {
  const parents = parentsOf(lines);
  return lines.flatMap(({ line, cells }) => {
    if (NO_PIECE.test(cells.row_type ?? "")) return [];
    const parent = parents.get(cells.parent ?? "") ?? {};
    const told = inherited.flatMap((field) => (parent[field] ? [[field, parent[field]]] : []));
    const variant = [cells.option_1, cells.option_2, cells.option_3].filter(Boolean).join(" / ");
    const named = cells.title?.includes(" - ") || !cells.parent ? {} : { variant };
    const gone = cells.in_stock === "0" && !cells.quantity ? { quantity: "0" } : {};
    const whole: Cells = { ...Object.fromEntries(told), ...cells, ...named, ...gone };
    return [{ line, cells: { ...whole, ...firstOf(whole.category), ...picturesOf(cells, parent) } }];
  });
}

/** The product export of WooCommerce. */
export const woocommerce: Format = {
  title: "WooCommerce products",
  makes: "items",
  columns: {
    key: ["ID"],
    row_type: ["Type"],
    sku: ["SKU"],
    barcode: ["GTIN, UPC, EAN, or ISBN", "GTIN", "EAN", "UPC", "Meta: _global_unique_id"],
    title: ["Name"],
    status: ["Published"],
    description: ["Description", "Short description"],
    price: ["Regular price"],
    compare_price: ["Sale price"],
    cost: ["Cost of goods", "Meta: _wc_cog_cost", "Cost"],
    quantity: ["Stock", "Stock quantity"],
    in_stock: ["In stock?"],
    category: ["Categories"],
    tags: ["Tags"],
    pictures: ["Images"],
    brand: ["Brands", "Brand"],
    vendor: ["Vendor", "Store name", "Meta: _wcfm_vendor"],
    split: ["Commission", "Vendor commission", "Meta: _commission"],
    parent: ["Parent"],
    option_1: ["Attribute 1 value(s)"],
    option_2: ["Attribute 2 value(s)"],
    option_3: ["Attribute 3 value(s)"],
  },
  needs: [["title"], ["price"]],
  html: true,
  arranged,
};

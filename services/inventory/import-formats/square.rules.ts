import type { Cells, Format, Line } from "./format.rules.ts";
import { pictureHeaders } from "./pictures.rules.ts";

/** Square's name for the only variation of an item. */
const ONLY = new Set(["regular", "default"]);

/** An item may be in several categories: the one of its reports counts, else the first. */
const categoryOf = ({ category, categories }: Cells): string | undefined =>
  category ?? categories?.split(",")[0];

/** Items with several variations share a token; what was put into the archive is not for sale. */
const arranged = (lines: readonly Line[]): Line[] =>
  lines.map(({ line, cells }) => {
    const { variant = "", key, archived = "", categories: _several, ...rest } = cells;
    const named = ONLY.has(variant.toLowerCase()) ? "" : variant;
    const category = categoryOf(cells);
    return {
      line,
      cells: {
        ...rest,
        ...(category && { category }),
        ...(named && { variant: named }),
        ...(key && { key: [key, variant].filter(Boolean).join(" / ") }),
        ...(/^(?:y|yes|true|1)$/i.test(archived) && { status: "archived" }),
      },
    };
  });

/** The item library of Square: of one place or several, with each version's names. */
export const square: Format = {
  title: "Square items",
  makes: "items",
  columns: {
    key: ["Token", "Item ID"],
    title: ["Item name", "Name", "Customer-facing name"],
    variant: ["Variation name"],
    sku: ["SKU"],
    description: ["Description"],
    category: ["Reporting category", "Category"],
    categories: ["Categories"],
    barcode: ["GTIN"],
    price: ["Price", "Variation price"],
    cost: ["Default unit cost", "Unit cost"],
    quantity: ["Current quantity*", "Quantity"],
    vendor: ["Default vendor name", "Vendor name", "Vendor"],
    status: ["Sellable", "Enabled"],
    archived: ["Archived"],
    size: ["Size"],
    color: ["Color"],
    brand: ["Brand"],
    pictures: pictureHeaders,
  },
  needs: [["title"], ["price"]],
  html: true,
  arranged,
};

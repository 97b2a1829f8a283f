import type { Format, Line } from "./format.rules.ts";
import { pictureHeaders } from "./pictures.rules.ts";

/** Square's name for the only variation of an item. */
const ONLY = new Set(["regular", "default"]);

/** Items with several variations share a token. */
const arranged = (lines: readonly Line[]): Line[] =>
  lines.map(({ line, cells }) => {
    const { variant = "", key, ...rest } = cells;
    const named = ONLY.has(variant.toLowerCase()) ? "" : variant;
    return {
      line,
      cells: {
        ...rest,
        ...(named && { variant: named }),
        ...(key && { key: [key, variant].filter(Boolean).join(" / ") }),
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
    category: ["Reporting category", "Category", "Categories"],
    barcode: ["GTIN"],
    price: ["Price", "Variation price"],
    cost: ["Default unit cost", "Unit cost"],
    quantity: ["Current quantity*", "Quantity"],
    vendor: ["Default vendor name", "Vendor name", "Vendor"],
    status: ["Sellable", "Enabled"],
    size: ["Size"],
    color: ["Color"],
    brand: ["Brand"],
    pictures: pictureHeaders,
  },
  needs: [["title"], ["price"]],
  html: true,
  arranged,
};

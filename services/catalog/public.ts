/** What others may know of the catalog: the declarations of its rooms. */
export { category } from "./categories/category.ts";
export * from "./categories/declarations.ts";
export * from "./pricing/declarations.ts";
export { discount } from "./pricing/discount.ts";
export { rules } from "./pricing/matching.ts";
export { surcharge } from "./pricing/surcharge.ts";
export { tax } from "./pricing/tax.ts";
export * from "./taxonomy/declarations.ts";
export { brand, color, fabric, size } from "./taxonomy/taxonomy.ts";

/** The resource of each kind of term. */
import { category } from "../categories/category.ts";
import { brand, color, fabric, size } from "./taxonomy.ts";

export const termResources = { category, brand, color, size, fabric } as const;

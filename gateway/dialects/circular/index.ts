/** The rows of Circular. */
import type { RouteRow } from "../../row.ts";
import { people } from "./routes/people.ts";
import { places } from "./routes/places.ts";
import { products } from "./routes/products.ts";
import { vocabulary } from "./routes/vocabulary.ts";

export { circular } from "./dialect.ts";
export const circularRows: readonly RouteRow[] = [...places, ...vocabulary, ...people, ...products];

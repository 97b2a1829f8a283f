/** The rows of Circular. */
import type { RouteRow } from "../../row.ts";
import { vocabulary } from "./routes/vocabulary.ts";

export { circular } from "./dialect.ts";
export const circularRows: readonly RouteRow[] = [...vocabulary];

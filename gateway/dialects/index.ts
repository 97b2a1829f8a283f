/** The dialects that the gateway speaks beside its native API. */
import type { Dialect, RouteRow } from "../row.ts";
import { circular, circularRows } from "./circular/index.ts";

export type Spoken = { dialect: Dialect; rows: readonly RouteRow[] };

export const dialects: readonly Spoken[] = [{ dialect: circular, rows: circularRows }];

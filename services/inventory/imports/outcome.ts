/** What becomes of a row: an import that ran before has made it, this one creates it, or it is refused. */
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { Column } from "../import-formats/header.rules.ts";
import type { PlanRow } from "../import-formats/plan.rules.ts";
import type { Pictured } from "../import-pictures/want-pictures.ts";
import type { Origin } from "./people.ts";
import type { Told } from "./told.ts";

export type Outcome = { line: number } & (
  | { became: "known" | "created" }
  | { became: "refused"; told: Told }
);

export type Part = {
  origin: Origin;
  store_id: string | null;
  columns: readonly Column[];
  rows: readonly PlanRow[];
  /** When the import began: what its importer has made since then is its own work. Null: nothing is made. */
  since: string | null;
};

/** With the keys of the people who get accounts beside, and the pictures that the items get. */
export type Done = { outcomes: Outcome[]; accounts: string[]; pictured: Pictured[] };

export type Bringer = (context: Pick<FlowContext, "call" | "reader">, part: Part) => Promise<Done>;

export const refusedAs = (line: number, told: Told): Outcome => ({ line, became: "refused", told });

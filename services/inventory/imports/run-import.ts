import { crashPoint } from "../../../shared/saga/crash.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { pictureFetch } from "../import-pictures/picture-fetch.ts";
import { fetchesOf } from "../import-pictures/want-pictures.ts";
import { bringerOf, countOf, problemsOf, told } from "./bring-in.ts";
import { type DataImport, dataImport } from "./data-import.ts";
import * as declared from "./declarations.ts";
import type { Done } from "./outcome.ts";
import { peopleOf } from "./people.ts";
import { type FilePlan, readPlan } from "./read-plan.ts";
import { shownImport } from "./shown-import.ts";

/** The figures of an import that has been through the rows before the next one. */
type Before = Pick<
  DataImport,
  "problems" | "known_count" | "refused_count" | "created_count" | "created_accounts_count"
>;

/** What the check has found is counted anew: other requests may have changed it since. */
function beforeAny({ refused }: FilePlan): Before {
  const outcomes = told(refused);
  return {
    problems: problemsOf(outcomes),
    refused_count: outcomes.length,
    ...{ known_count: 0, created_count: 0, created_accounts_count: 0 },
  };
}

/** Who is named in a row that the import has been through is counted already. */
function newPeople({ rows }: FilePlan, next_row: number, { accounts }: Done): number {
  const before = new Set(peopleOf(rows.slice(0, next_row)).map(({ key }) => key));
  return accounts.filter((key) => !before.has(key)).length;
}

const after = (before: Before, { outcomes }: Done, people: number): Before => ({
  problems: problemsOf(outcomes, before.problems),
  known_count: before.known_count + countOf(outcomes, "known"),
  refused_count: before.refused_count + countOf(outcomes, "refused"),
  created_count: before.created_count + countOf(outcomes, "created"),
  created_accounts_count: before.created_accounts_count + people,
});

/** Goes through the next rows of an import that is not done. */
async function runPart(context: FlowContext, known: DataImport): Promise<DataImport> {
  const { call, meta, headers, transact } = context;
  const plan = await readPlan(call, known);
  const { id, next_row, kind, store_id, created_at: since } = known;
  const rows = plan.rows.slice(next_row, next_row + declared.ROWS_OF_A_RUN);
  const origin = { org_id: meta.org.id, kind };
  const done = await bringerOf(kind)(context, { origin, store_id, columns: plan.columns, rows, since });
  crashPoint("data_import.rows.after");
  const before = known.status === "checked" ? beforeAny(plan) : known;
  const figures = after(before, done, newPeople(plan, next_row, done));
  const reached = next_row + rows.length;
  const fetches = known.pictures === "fetch" ? fetchesOf(id, done.pictured) : [];
  return transact(meta, { action: declared.runImport.name, headers }, async (tx) => {
    const now = await tx.load(dataImport, id);
    // A twin of this request was first: it has counted the same rows.
    if (now.next_row !== next_row || now.status !== known.status) return now;
    await tx.upsertMany(pictureFetch, fetches);
    const status = reached >= plan.rows.length ? "done" : "running";
    return tx.save(dataImport, now, { ...figures, status, next_row: reached });
  });
}

export const runImport = flow(declared.runImport, async (context, { id }) => {
  const { reader } = context;
  const known = await reader.load(dataImport, id);
  return shownImport(reader, known.status === "done" ? known : await runPart(context, known));
});

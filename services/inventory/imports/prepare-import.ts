import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import { leftOutOf, type Pictured, countOf as picturesIn } from "../import-pictures/want-pictures.ts";
import { bringerOf, countOf, problemsOf, told } from "./bring-in.ts";
import { dataImport, MOST_PICTURES_TOLD } from "./data-import.ts";
import * as declared from "./declarations.ts";
import type { Outcome, Part } from "./outcome.ts";
import { type FilePlan, readPlan } from "./read-plan.ts";
import { samplesOf } from "./samples.ts";
import { shownImport } from "./shown-import.ts";

const CHECKED_AT_ONCE = 500;

type Checked = { outcomes: Outcome[]; people: Set<string>; pictured: Pictured[] };

/** What would become of all rows, part by part. */
async function checkAll(
  context: FlowContext,
  { rows }: FilePlan,
  part: Omit<Part, "rows" | "since">,
): Promise<Checked> {
  const bring = bringerOf(part.origin.kind);
  const all: Checked = { outcomes: [], people: new Set(), pictured: [] };
  for (let from = 0; from < rows.length; from += CHECKED_AT_ONCE) {
    const own = rows.slice(from, from + CHECKED_AT_ONCE);
    const { outcomes, accounts, pictured } = await bring(context, { ...part, rows: own, since: null });
    all.outcomes.push(...outcomes);
    all.pictured.push(...pictured);
    for (const key of accounts) all.people.add(key);
  }
  return all;
}

export const prepareImport = flow(declared.prepareImport, async (context, input) => {
  const { call, reader, meta, headers, transact } = context;
  const { kind, store_id = null, pictures = "fetch" } = input;
  const plan = await readPlan(call, input);
  const origin = { org_id: meta.org.id, kind };
  const { columns, ignored, charset, delimiter } = plan;
  const { outcomes, people, pictured } = await checkAll(context, plan, { origin, store_id, columns });
  const good = new Set(outcomes.flatMap(({ became, line }) => (became === "refused" ? [] : [line])));
  const sold = plan.rows.filter(({ line }) => good.has(line));
  const samples = await samplesOf(context, { origin, store_id }, sold);
  const all = [...told(plan.refused), ...outcomes];
  const fetched = pictures === "fetch" ? pictured : [];
  const row = await transact(meta, { action: declared.prepareImport.name, headers }, (tx) =>
    tx.insert(dataImport, {
      ...{ ...input, status: "checked", charset, delimiter, columns, ignored_columns: ignored, samples },
      rows_count: all.length,
      new_count: countOf(all, "created"),
      known_count: countOf(all, "known"),
      refused_count: countOf(all, "refused"),
      new_accounts_count: people.size,
      problems: problemsOf(all),
      pictures_count: picturesIn(fetched),
      picture_problems: leftOutOf(fetched, MOST_PICTURES_TOLD),
    }),
  );
  return shownImport(reader, row);
});

/** Sales as they would be: a few rows at their prices, with the terms that their items would have. */
import { mulRate } from "../../../shared/money.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { findTerms } from "../../catalog/public.ts";
import type { PlanRow } from "../import-formats/plan.rules.ts";
import type { ReadItem } from "../import-formats/read-item.rules.ts";
import { gatherLevels } from "../inheritance/item-levels.ts";
import { ownLevel } from "../terms/item-terms.rules.ts";
import { resolveTerms } from "../terms/terms.rules.ts";
import type { Sample } from "./data-import.ts";
import { findAccounts, type Origin, peopleOf } from "./people.ts";

const SAMPLES = 3;

type Context = Pick<FlowContext, "call" | "reader">;
type Place = { origin: Origin; store_id: string | null };

const isItem = (row: PlanRow): row is ReadItem => "terms" in row;

/** Consigned pieces before the shop's own, whose sales divide nothing. */
function chosen(rows: readonly PlanRow[]): ReadItem[] {
  const items = rows.filter(isItem);
  const consigned = items.filter(({ person }) => person);
  return [...consigned, ...items.filter(({ person }) => !person)].slice(0, SAMPLES);
}

async function categoryOf({ call }: Context, name: string | undefined): Promise<string | null> {
  if (!name) return null;
  const found = await call(findTerms, { wanted: [{ kind: "category", names: [name] }] });
  return found[0]?.id ?? null;
}

async function sampleOf(context: Context, { origin, store_id }: Place, row: ReadItem): Promise<Sample> {
  const { call, reader } = context;
  const accounts = await findAccounts(call, origin, peopleOf([row]));
  const account = row.person && accounts.get(row.person.key);
  const account_id = account && !("told" in account) && account.created_at ? account.id : null;
  const category_id = await categoryOf(context, row.terms.category);
  const { inherited } = await gatherLevels(call, reader, { account_id, category_id, store_id });
  const { title, tag_price, inventory_type, split: own } = row.values;
  const level = { ...inherited, item: ownLevel({ split: own ?? null }), inventory_type, tag_price };
  const { split } = resolveTerms(level).terms;
  const consignor_portion = mulRate(tag_price, split);
  const store_portion = tag_price - consignor_portion;
  return { line: row.line, title, tag_price, split, consignor_portion, store_portion };
}

export const samplesOf = (context: Context, place: Place, rows: readonly PlanRow[]): Promise<Sample[]> =>
  Promise.all(chosen(rows).map((row) => sampleOf(context, place, row)));

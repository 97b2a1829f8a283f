/** Makes the items of a part of a file, with the accounts, brands, colors, sizes and categories that they name. */

import { picturesOf } from "../../../shared/pictures.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { ensureTerms } from "../../catalog/public.ts";
import { type ReadItem, termKinds } from "../import-formats/read-item.rules.ts";
import { notYetWanted, type Pictured } from "../import-pictures/want-pictures.ts";
import { takeInItems } from "../intake/declarations.ts";
import { type Item, item } from "../items/item.ts";
import { type Bringer, type Outcome, type Part, refusedAs } from "./outcome.ts";
import { type Accounts, findAccounts, idIn, makeAccounts, peopleOf } from "./people.ts";
import { refusalOf, type Told } from "./told.ts";

const TERMS_AT_ONCE = 100;

type Context = Pick<FlowContext, "call" | "reader">;
type Row = ReadItem & { id: string };

/** The items that are there, by their ids. */
async function thereOf({ reader }: Context, rows: readonly Row[]): Promise<Map<string, Item>> {
  const found = await reader.find(item, { _id: { $in: rows.map(({ id }) => id) } });
  return new Map(found.map((each) => [each.id, each]));
}

const termKey = (kind: string, name: string): string => `${kind} ${name}`;

/** The ids of the terms that rows name, which exist afterwards. */
async function termsOf(call: Call, rows: readonly Row[]): Promise<Map<string, string>> {
  const wanted = new Map(
    rows.flatMap(({ terms }) =>
      termKinds.flatMap((kind) => {
        const name = terms[kind];
        return name ? [[termKey(kind, name), { kind, name }] as const] : [];
      }),
    ),
  );
  const [keys, all] = [[...wanted.keys()], [...wanted.values()]];
  const ids = new Map<string, string>();
  for (let from = 0; from < all.length; from += TERMS_AT_ONCE) {
    const terms = await call(ensureTerms, { wanted: all.slice(from, from + TERMS_AT_ONCE) });
    for (const [i, { id }] of terms.entries()) ids.set(keys[from + i]!, id);
  }
  return ids;
}

const withTerms = ({ terms }: Row, ids: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    termKinds.flatMap((kind) => {
      const id = ids.get(termKey(kind, terms[kind] ?? ""));
      return id ? [[`${kind}_id`, id]] : [];
    }),
  );

/** Codes that other items have. An item that is created finds that out by itself. */
async function takenCodes({ reader }: Context, rows: readonly Row[]): Promise<Set<unknown>> {
  const skus = rows.flatMap(({ values }) => (values.sku ? [String(values.sku)] : []));
  const found = skus.length ? await reader.find(item, { sku: { $in: skus } }) : [];
  return new Set(found.map(({ sku }) => sku));
}

/** The piece of somebody who has no account yet is checked as one of the shop's own. */
function checkable({ split: _split, ...values }: ReadItem["values"]) {
  return { ...values, inventory_type: "retail" };
}

const nobody: Accounts = new Map();

type Good = { row: Row; account: { id: string; created_at: string | null } | null };

function judged(rows: readonly Row[], accounts: Accounts) {
  const good: Good[] = [];
  const refused: Outcome[] = [];
  for (const row of rows) {
    const account = row.person ? accounts.get(row.person.key)! : null;
    if (account && "told" in account) refused.push(refusedAs(row.line, account.told));
    else good.push({ row, account });
  }
  return { good, refused };
}

const taken: Told = { code: "conflict", column: null, message: "Another item has or had this SKU." };

/** What would become of the rows. */
async function checked(context: Context, { store_id, columns }: Part, good: readonly Good[]) {
  const rows = good.map(({ row, account }) => ({
    ...(account?.created_at || !account ? row.values : checkable(row.values)),
    ...{ id: row.id, store_id },
    ...(account?.created_at ? { account_id: account.id } : {}),
  }));
  const codes = await takenCodes(
    context,
    good.map(({ row }) => row),
  );
  const { results } = await context.call(takeInItems, { rows, check_only: true });
  return results.map(({ error }, i): Outcome => {
    const { line, values } = good[i]!.row;
    if (error) return refusedAs(line, refusalOf(error, columns));
    const column = columns.find(({ field }) => field === "sku")?.header ?? null;
    return codes.has(values.sku) ? refusedAs(line, { ...taken, column }) : { line, became: "created" };
  });
}

async function created(context: Context, { store_id, columns }: Part, good: readonly Good[]) {
  const terms = await termsOf(
    context.call,
    good.map(({ row }) => row),
  );
  const rows = good.map(({ row, account }) => ({
    ...row.values,
    ...withTerms(row, terms),
    ...{ id: row.id, store_id },
    ...(account ? { account_id: account.id } : {}),
  }));
  const { results } = await context.call(takeInItems, { rows, check_only: false });
  const failed = good.filter((_, i) => results[i]!.error).map(({ row }) => row);
  // A twin of this request that was first has made them.
  const there = await thereOf(context, failed);
  return results.map(({ error }, i): Outcome => {
    const { id, line } = good[i]!.row;
    return error && !there.has(id) ? refusedAs(line, refusalOf(error, columns)) : { line, became: "created" };
  });
}

export const bringItems: Bringer = async (context, part) => {
  const { origin, since } = part;
  const check_only = since === null;
  const rows = (part.rows as readonly ReadItem[]).map((row) => ({
    ...row,
    id: idIn(origin, "item", row.key),
  }));
  const there = await thereOf(context, rows);
  const before = ({ id }: Row) => there.has(id) && (check_only || there.get(id)!.created_at < since);
  const own = rows.filter((row) => !before(row));
  const people = peopleOf(own);
  const found = people.length ? await findAccounts(context.call, origin, people) : nobody;
  const accounts = await makeAccounts(context.call, people, found, { check_only });
  const { good, refused } = judged(
    own.filter(({ id }) => !there.has(id)),
    accounts,
  );
  const work = check_only ? checked : created;
  const done = good.length ? await work(context, part, good) : [];
  const known = rows.filter(before).map(({ line }): Outcome => ({ line, became: "known" }));
  const again = own
    .filter(({ id }) => there.has(id))
    .map(({ line }): Outcome => ({ line, became: "created" }));
  const outcomes = [...known, ...again, ...refused, ...done];
  const pictured = await picturedOf(context, rows, { there, outcomes });
  return { outcomes, accounts: newAccounts(accounts, since), pictured };
};

type Judged = { there: ReadonlyMap<string, Item>; outcomes: readonly Outcome[] };

/** Of rows that are not refused; an item that is there has none yet, as when an import was interrupted or ignored them. */
function picturedOf(
  { reader }: Context,
  rows: readonly Row[],
  { there, outcomes }: Judged,
): Promise<Pictured[]> {
  const refused = new Set(outcomes.flatMap(({ became, line }) => (became === "refused" ? [line] : [])));
  const bare = ({ id }: Row) => {
    const known = there.get(id);
    return !known || (!known.deleted_at && picturesOf(known).length === 0);
  };
  const named = rows.filter(
    (row) => row.pictures.length + row.left_out.length > 0 && !refused.has(row.line) && bare(row),
  );
  return notYetWanted(
    reader,
    named.map(({ id, pictures, left_out }) => ({ item_id: id, pictures, left_out })),
  );
}

/** Whose accounts are to be made or, by this import when it was interrupted, have been. */
const newAccounts = (accounts: Accounts, since: string | null): string[] =>
  [...accounts].flatMap(([key, each]) => {
    if ("told" in each) return [];
    const made = since !== null && each.own && each.created_at !== null && each.created_at >= since;
    return made || !each.created_at ? [key] : [];
  });

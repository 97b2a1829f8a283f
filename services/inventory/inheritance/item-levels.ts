/** The levels from which an item inherits its terms (TRM-1), from the services that own them. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { type account, loadParties, type organization } from "../../accounts/public.ts";
import { categoryPath } from "../../catalog/public.ts";
import { store } from "../stores/store.ts";
import { type InheritedLevels, levelOf, nearest } from "../terms/item-terms.rules.ts";

export type Levels = {
  organization: Entity<typeof organization>;
  account: Entity<typeof account> | null;
  store: Entity<typeof store> | null;
  inherited: InheritedLevels;
};

type Wanted = {
  account_id?: string | null | undefined;
  category_id?: string | null | undefined;
  store_id?: string | null | undefined;
};

/** Loads accounts and organization in one call, and the category's path in another, in parallel. */
export async function gatherLevels(call: Call, reader: Reader, wanted: Wanted): Promise<Levels> {
  const { account_id, category_id, store_id } = wanted;
  const [parties, path, stores] = await Promise.all([
    call(loadParties, { account_ids: account_id ? [account_id] : [] }),
    category_id ? call(categoryPath, { id: category_id }) : [],
    reader.cache.table(store),
  ]);
  const owner = parties.accounts[0] ?? null;
  const place = stores.get(store_id ?? "") ?? null;
  if (account_id && !owner) throw referenceNotFound([{ pointer: "/account_id", what: "account" }]);
  return {
    organization: parties.organization,
    account: owner,
    store: place,
    inherited: {
      account: levelOf(owner),
      category: nearest(path.map(levelOf)),
      store: levelOf(place),
      organization: levelOf(parties.organization),
    },
  };
}

type Places = { account_id: string | null; category_id: string | null; store_id: string | null };

/** The same for many items. Each account, category and store is loaded once. */
export async function gatherMany(call: Call, reader: Reader, rows: readonly Places[]) {
  const distinct = (name: keyof Places) => [...new Set(rows.flatMap((row) => row[name] ?? []))];
  const category_ids = distinct("category_id");
  const [parties, paths, stores] = await Promise.all([
    call(loadParties, { account_ids: distinct("account_id") }),
    Promise.all(category_ids.map((id) => call(categoryPath, { id }))),
    reader.find(store, { _id: { $in: distinct("store_id") } }),
  ]);
  const accounts = new Map(parties.accounts.map((each) => [each.id, levelOf(each)]));
  const categories = new Map(category_ids.map((id, i) => [id, nearest(paths[i]!.map(levelOf))]));
  const places = new Map(stores.map((each) => [each.id, levelOf(each)]));
  return {
    of: (row: Places): InheritedLevels => ({
      account: accounts.get(row.account_id ?? "") ?? null,
      category: categories.get(row.category_id ?? "") ?? null,
      store: places.get(row.store_id ?? "") ?? null,
      organization: levelOf(parties.organization),
    }),
  };
}

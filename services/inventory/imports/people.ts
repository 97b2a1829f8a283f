/** The accounts of the people that a file names: found, or made under ids that a repeated import finds. */
import { idOf } from "../../../shared/ids.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { RowResult } from "../../../shared/service/rows.ts";
import { matchAccounts, takeInAccounts } from "../../accounts/public.ts";
import type { ImportKind } from "../import-formats/formats.rules.ts";
import type { PlanRow } from "../import-formats/plan.rules.ts";
import { namesOf } from "../import-formats/read-account.rules.ts";
import type { Person } from "../import-formats/reading.rules.ts";
import { isMade, refusalOf, type Told } from "./told.ts";

/** Where the ids of what an importer makes come from. */
export type Origin = { org_id: string; kind: ImportKind };

export const idIn = ({ org_id, kind }: Origin, what: "account" | "item", key: string): string =>
  idOf(`import ${org_id} ${kind} ${what} ${key}`);

/** `created_at` is null for an account that is still to be made; `own` ones come from this importer. */
export type Found = { id: string; created_at: string | null; own: boolean };
/** By a person's key: the account, or why there is none. */
export type Accounts = ReadonlyMap<string, Found | { told: Told }>;

export const peopleOf = (rows: readonly PlanRow[]): Person[] => [
  ...new Map(rows.flatMap(({ person }) => (person ? [[person.key, person] as const] : []))).values(),
];

const several: Told = {
  ...{ code: "ambiguous_account", column: null },
  message: "Several accounts are alike: give the account's number.",
};
const nameless: Told = {
  ...{ code: "unknown_account", column: null },
  message: "There is no such account, and the row gives no name to make one.",
};

const isNamed = ({ first_name, last_name, company }: Person): boolean =>
  Boolean(first_name || last_name || company);

/** At most 500 people. Makes nothing: somebody without an account gets the id that it would have. */
export async function findAccounts(call: Call, origin: Origin, people: readonly Person[]): Promise<Accounts> {
  const asked = people.map(({ key, ...person }) => ({ id: idIn(origin, "account", key), ...person }));
  const matches = await call(matchAccounts, { people: asked });
  return new Map(
    people.map((person, i): [string, Found | { told: Told }] => {
      const { id, found, created_at } = matches[i]!;
      const own = asked[i]!.id;
      if (found > 1) return [person.key, { told: several }];
      if (!id && !isNamed(person)) return [person.key, { told: nameless }];
      return [person.key, { id: id ?? own, created_at, own: (id ?? own) === own }];
    }),
  );
}

/** The same accounts, those missing made, or refused with a reason; `check_only` makes none. */
export async function makeAccounts(
  call: Call,
  people: readonly Person[],
  accounts: Accounts,
  { check_only }: { check_only: boolean },
): Promise<Accounts> {
  const wanted = people.flatMap((person) => {
    const account = accounts.get(person.key)!;
    if ("told" in account || account.created_at) return [];
    return [{ key: person.key, row: { ...namesOf(person), is_vendor: true, id: account.id } }];
  });
  if (wanted.length === 0) return accounts;
  const rows = wanted.map(({ row }) => row);
  const { results }: { results: RowResult[] } = await call(takeInAccounts, { rows, check_only });
  const refused = results.flatMap(({ error }, i) =>
    error && !isMade(error) ? [[wanted[i]!.key, { told: refusalOf(error) }] as const] : [],
  );
  return new Map([...accounts, ...refused]);
}

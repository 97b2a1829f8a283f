/** The kinds that can be searched and completed; each is read from its own service (RPT-5). */
import {
  type account,
  searchAccounts,
  suggestAccounts,
  suggestedAccountFields,
} from "../services/accounts/public.ts";
import { type item, searchItems, suggestedItemFields, suggestItems } from "../services/inventory/public.ts";
import { fail } from "../shared/errors.ts";
import type { Entity } from "../shared/resource/resource.ts";
import type { Call } from "../shared/service/reference.ts";
import type { Principal } from "./principals.ts";

type Item = Entity<typeof item>;
type Account = Entity<typeof account>;
export type Found =
  | { kind: "items"; id: string; title: string; document: Item }
  | { kind: "accounts"; id: string; title: string; document: Account };
type SearchInput = { query: string; limit?: number };
type SuggestInput = { field: string; value: string; limit?: number };
type Suggestions = { data: { value: string; count: number }[] };

type Kind = {
  scope: string;
  fields: readonly string[];
  search(call: Call, input: SearchInput): Promise<Found[]>;
  suggest(call: Call, input: SuggestInput): Promise<Suggestions>;
};

/** A field whose values can be completed. */
const known = <F extends string>(fields: readonly F[], name: string): F => {
  const found = fields.find((each) => each === name);
  if (found === undefined)
    throw fail("validation_failed", `'field' must be one of: ${fields.join(", ")}.`, {
      errors: [
        { pointer: "field", code: "invalid_value", message: `'field' must be one of: ${fields.join(", ")}.` },
      ],
    });
  return found;
};

const accountTitle = ({ first_name, last_name, company }: Account) =>
  [first_name, last_name].filter(Boolean).join(" ") || String(company);

export const searchKinds = {
  items: {
    scope: "read:items",
    fields: suggestedItemFields,
    search: async (call, input) =>
      (await call(searchItems, input)).map((document) => ({
        ...{ kind: "items", id: document.id, title: document.title, document },
      })),
    suggest: (call, { field, ...input }) =>
      call(suggestItems, { ...input, field: known(suggestedItemFields, field) }),
  },
  accounts: {
    scope: "read:accounts",
    fields: suggestedAccountFields,
    search: async (call, input) =>
      (await call(searchAccounts, input)).map((document) => ({
        ...{ kind: "accounts", id: document.id, title: accountTitle(document), document },
      })),
    suggest: (call, { field, ...input }) =>
      call(suggestAccounts, { ...input, field: known(suggestedAccountFields, field) }),
  },
} as const satisfies Record<string, Kind>;

export type SearchKind = keyof typeof searchKinds;

/** Everything that may be searched, by its name. */
export const searchNames = Object.keys(searchKinds) as readonly SearchKind[];

const mayRead = ({ scopes }: Principal, kind: SearchKind): boolean =>
  scopes.has(searchKinds[kind].scope) || scopes.has("*");

function refuseUnreadable(principal: Principal, kind: SearchKind): void {
  const { scope } = searchKinds[kind];
  if (!mayRead(principal, kind))
    throw fail("forbidden", `Requires the scope ${scope}.`, { required_scope: scope });
}

export type Search = SearchInput & {
  /** All kinds by default. */
  kinds?: readonly SearchKind[] | undefined;
  /** Refuses the kinds that the principal may not read; otherwise they are left out. */
  strict?: boolean;
};

export async function searched(
  principal: Principal,
  call: Call,
  { kinds = searchNames, strict = false, ...input }: Search,
): Promise<Found[]> {
  if (strict) for (const kind of kinds) refuseUnreadable(principal, kind);
  const readable = kinds.filter((kind) => mayRead(principal, kind));
  const found = await Promise.all(
    readable.map((kind): Promise<Found[]> => searchKinds[kind].search(call, input)),
  );
  return found.flat();
}

/** Values of one field of a kind; 403 where the principal may not read it. */
export async function suggested(
  principal: Principal,
  kind: SearchKind,
  input: SuggestInput,
  call: Call,
): Promise<Suggestions> {
  refuseUnreadable(principal, kind);
  return searchKinds[kind].suggest(call, input);
}

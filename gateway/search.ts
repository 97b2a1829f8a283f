/** What may be searched and completed, each kind asked of its own service (RPT-5). */
import { searchAccounts, suggestAccounts, suggestedAccountFields } from "../services/accounts/public.ts";
import { searchItems, suggestedItemFields, suggestItems } from "../services/inventory/public.ts";
import { fail } from "../shared/errors.ts";
import type { ActionRef, Call } from "../shared/service/reference.ts";
import type { Principal } from "./principals.ts";

type Row = { id: string; [field: string]: unknown };
export type Found = { kind: string; id: string; title: string; document: Row };

type Kind = {
  scope: string;
  search: ActionRef<{ query: string; limit?: number }, Row[]>;
  suggest: ActionRef<{ field: never; value: string; limit?: number }, { data: unknown[] }>;
  fields: readonly string[];
  title: (row: Row) => string;
};

export const searchKinds: Record<string, Kind> = {
  items: {
    scope: "read:items",
    search: searchItems as Kind["search"],
    suggest: suggestItems as Kind["suggest"],
    fields: suggestedItemFields,
    title: (row) => String(row.title),
  },
  accounts: {
    scope: "read:accounts",
    search: searchAccounts as Kind["search"],
    suggest: suggestAccounts as Kind["suggest"],
    fields: suggestedAccountFields,
    title: ({ first_name, last_name, company }) =>
      [first_name, last_name].filter(Boolean).join(" ") || String(company),
  },
};

/** Everything that may be searched, by its name. */
export const searchNames: readonly string[] = Object.keys(searchKinds);

const mayRead = (principal: Principal | null, scope: string): boolean =>
  principal !== null && (principal.scopes.has(scope) || principal.scopes.has("*"));

function refuseUnreadable(principal: Principal | null, kind: string): void {
  const { scope } = searchKinds[kind]!;
  if (!mayRead(principal, scope))
    throw fail("forbidden", `This key lacks the scope '${scope}'.`, { required_scope: scope });
}

/** Kinds that the principal may not read are left out, or refused where each was asked for (`strict`). */
export async function searched(
  principal: Principal | null,
  wanted: readonly string[],
  input: { query: string; limit?: number },
  call: Call,
  strict = false,
): Promise<Found[]> {
  if (strict) for (const kind of wanted) refuseUnreadable(principal, kind);
  const readable = wanted.filter((kind) => mayRead(principal, searchKinds[kind]!.scope));
  const found = await Promise.all(readable.map((kind) => call(searchKinds[kind]!.search, input)));
  return found.flatMap((rows, i) => {
    const kind = readable[i]!;
    return rows.map((row) => ({ kind, id: row.id, title: searchKinds[kind]!.title(row), document: row }));
  });
}

/** Values of one field of a kind; 403 where the principal may not read it. */
export async function suggested(
  principal: Principal | null,
  kind: string,
  input: { field: string; value: string; limit?: number },
  call: Call,
): Promise<{ data: unknown[] }> {
  refuseUnreadable(principal, kind);
  return call(searchKinds[kind]!.suggest, input as never);
}

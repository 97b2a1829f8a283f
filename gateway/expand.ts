/** `expand=account` shows the object beside its id, one batch call per target (API-6), to whoever may read it by itself. */
import { fail } from "../shared/errors.ts";
import type { FieldTable } from "../shared/fields/index.ts";
import type { AnyResource } from "../shared/resource/resource.ts";
import type { ActionRef, Call } from "../shared/service/reference.ts";
import { operations, resources } from "./declared.ts";
import type { Principal } from "./principals.ts";

type Row = Record<string, unknown>;
type Expandable = { word: string; field: string; target: string; many: boolean };

/** "account_id" is asked for as "account", "tax_ids" as "taxes". */
export function expandableOf(resource: AnyResource): Expandable[] {
  return Object.entries(resource.columns as FieldTable)
    .filter(([name, field]) => field.target && !field.facets.hidden && /_ids?$/.test(name))
    .map(([field, { target, kind }]) => ({
      word: field.replace(/_id$/, "").replace(/_ids$/, "s"),
      field,
      target: target!,
      many: kind === "list",
    }));
}

const manyOf = (target: string): ActionRef<{ ids: string[] }, Row[]> => ({ name: `${target}.many` });

const readScopes = new Map(
  resources.map(({ service, name, scope }) => {
    const target = `${service}.${name}`;
    const get = operations.find((each) => each.name === `${target}.get`);
    return [target, get?.scope ?? `read:${scope}`];
  }),
);

/** What a caller may not read by itself he does not read beside something else. */
function refuseUnreadable(asked: readonly Expandable[], principal: Principal | null): void {
  for (const { word, target } of asked) {
    const required_scope = readScopes.get(target)!;
    if (principal?.scopes.has(required_scope) || principal?.scopes.has("*")) continue;
    const message = `expand=${word} requires the scope '${required_scope}', which this key lacks.`;
    throw fail("forbidden", message, { required_scope });
  }
}

/** Adds the asked objects to the rows; one that is gone is null. */
export async function expand(
  resource: AnyResource,
  rows: Row[],
  words: readonly string[],
  call: Call,
  principal: Principal | null,
): Promise<void> {
  const asked = expandableOf(resource).filter((each) => words.includes(each.word));
  refuseUnreadable(asked, principal);
  await Promise.all(
    asked.map(async ({ word, field, target, many }) => {
      const ids = [...new Set(rows.flatMap((row) => (row[field] as string | string[] | null) ?? []))];
      const found = ids.length ? await call(manyOf(target), { ids }) : [];
      const byId = new Map(found.map((each) => [each.id, each]));
      for (const row of rows) {
        const value = row[field];
        row[word] = many
          ? ((value as string[] | null) ?? []).flatMap((id) => byId.get(id) ?? [])
          : (byId.get(value) ?? null);
      }
    }),
  );
}

/** `expand=account` shows the object beside its id, one batch call per target (API-6), to callers who may read it by itself. */
import { fail } from "../../../shared/errors.ts";
import type { JsonSchema } from "../../../shared/fields/index.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import type { ActionRef, Call } from "../../../shared/service/reference.ts";
import { operationNamed, resources } from "../../declared.ts";
import { wordsOf } from "../../kit/query.ts";
import type { View } from "../../kit/view.ts";
import type { Principal } from "../../principals.ts";
import type { Body } from "../../shapes/body.ts";
import { type Expandable, expandableOf } from "./expandable.ts";

const manyOf = (target: string): ActionRef<{ ids: string[] }, Body[]> => ({ name: `${target}.many` });

const readScopes = new Map(
  resources.map(({ service, name, scope }) => {
    const target = `${service}.${name}`;
    return [target, operationNamed(`${target}.get`)?.scope ?? `read:${scope}`];
  }),
);

/** Callers who may not read an object by itself may not read it beside another. */
function refuseUnreadable(wanted: readonly Expandable[], { scopes }: Principal): void {
  for (const { word, target } of wanted) {
    const required_scope = readScopes.get(target) ?? "*";
    if (scopes.has(required_scope) || scopes.has("*")) continue;
    throw fail("forbidden", `expand=${word} requires the scope ${required_scope}.`, { required_scope });
  }
}

/** Adds the requested objects to the rows, in the order of the request; a deleted one is null. */
export async function expand(asked: readonly Expandable[], rows: readonly Body[], call: Call): Promise<void> {
  const found = await Promise.all(
    asked.map(async ({ field, target }) => {
      const ids = [...new Set(rows.flatMap((row) => (row[field] as string | string[] | null) ?? []))];
      const objects = ids.length ? await call(manyOf(target), { ids }) : [];
      return new Map(objects.map((each) => [each.id, each]));
    }),
  );
  for (const [nth, { word, field, many }] of asked.entries())
    for (const row of rows) {
      const value = row[field];
      row[word] = many
        ? ((value as string[] | null) ?? []).flatMap((id) => found[nth]!.get(id) ?? [])
        : (found[nth]!.get(value) ?? null);
    }
}

/** Rows with the objects that `expand` requests beside their ids. */
export function expandedView(resource: AnyResource, schema: JsonSchema): View {
  const expandable = expandableOf(resource);
  const words = expandable.map((each) => each.word);
  return {
    parameters: words.length
      ? [{ name: "expand", schema: { type: "array", items: { type: "string", enum: words } } }]
      : [],
    open(ctx) {
      const asked = wordsOf(ctx.request.query, "expand", words);
      const wanted = expandable.filter(({ word }) => asked.includes(word));
      if (wanted.length) refuseUnreadable(wanted, ctx.principal);
      return {
        async present(rows) {
          if (wanted.length) await expand(wanted, rows, ctx.services);
          return rows as Body[];
        },
      };
    },
    schema: () => schema,
  };
}

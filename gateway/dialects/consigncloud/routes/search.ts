/** Search and completion: as the real service has them, and over everything by `q` as it is documented (D27). */
import { searchAccounts, suggestAccounts } from "../../../../services/accounts/public.ts";
import { searchItems, suggestItems } from "../../../../services/inventory/public.ts";
import { fail, invalidField } from "../../../../shared/errors.ts";
import { ANY_KEY, type RouteRow } from "../../../row.ts";
import { act } from "../../../wire/action.ts";
import { type Codec, choiceOf, integer, listOf, object, text } from "../../../wire/codecs.ts";
import type { Crud } from "../../../wire/crud.ts";
import { at, type Row, type Shape, shape } from "../../../wire/shape.ts";
import type { Speech, Talk } from "../../../wire/talk.ts";
import { accountShape } from "../shapes/accounts.ts";
import { itemShape } from "../shapes/items.ts";
import { isReal } from "../shapes/words.ts";
import { itemTable } from "./items.ts";

type Kind = {
  scope: string;
  search: string;
  suggest: string;
  shape: Shape;
  title: (row: Row) => unknown;
  complete?: Crud["complete"];
};

const kinds: Record<string, Kind> = {
  items: {
    scope: "read:items",
    search: searchItems.name,
    suggest: suggestItems.name,
    shape: itemShape,
    title: (row) => row.title,
    ...(itemTable.complete ? { complete: itemTable.complete } : {}),
  },
  accounts: {
    scope: "read:accounts",
    search: searchAccounts.name,
    suggest: suggestAccounts.name,
    shape: accountShape,
    title: ({ first_name, last_name, company }) =>
      [first_name, last_name].filter(Boolean).join(" ") || company,
  },
};
const names = Object.keys(kinds);

const mayRead = ({ principal: { scopes } }: Talk, kind: string): boolean =>
  scopes.has(kinds[kind]!.scope) || scopes.has("*");

function refuseUnreadable(talk: Talk, asked: readonly string[]): void {
  const hidden = asked.find((kind) => !mayRead(talk, kind));
  if (hidden) {
    const { scope } = kinds[hidden]!;
    throw fail("forbidden", `This key lacks the scope '${scope}'.`, { required_scope: scope });
  }
}

/** What is found of every kind asked for; of all that the key may read when none is. */
async function found(talk: Talk, query: string, asked: readonly string[] | undefined, limit: number) {
  if (asked) refuseUnreadable(talk, asked);
  const readable = (asked ?? names).filter((kind) => mayRead(talk, kind));
  const each = await Promise.all(
    readable.map(async (kind) => {
      const { search, shape: of, title, complete: fill } = kinds[kind]!;
      const rows = await talk.call<Row[]>(search, { query, limit }, { trial: true });
      await fill?.(talk, rows, new Set());
      const shown = await talk.showEach(of, rows);
      return shown.map((document, i) => ({
        entity: kind,
        id: document.id,
        title: title(rows[i]!),
        document,
      }));
    }),
  );
  return each.flat();
}

const kindsCodec: Codec = listOf(choiceOf(names));

const searchQuery = shape("SearchQuery", {
  query: at("query", text, { required: true }),
  entities: at("entities", kindsCodec, { aliases: ["entity"] }),
  limit: at("limit", integer, { otherwise: 20 }),
});

const suggestQuery = shape("SuggestQuery", {
  q: at("q", text),
  entity: at("entity", choiceOf(names)),
  field: at("field", text),
  value: at("value", text),
  limit: at("limit", integer, { otherwise: 20 }),
});

/** Custom fields and the like complete nothing here. */
async function complete(talk: Talk, { entity, field, value = "", limit }: Row) {
  const kind = String(entity);
  refuseUnreadable(talk, [kind]);
  const { data } = await talk.call<{ data: Row[] }>(
    kinds[kind]!.suggest,
    { field, value, limit: Math.min(20, Number(limit)) },
    { trial: true },
  );
  return { data };
}

export const searchRows = (speech: Speech): RouteRow[] => [
  act(speech, {
    method: "GET",
    path: "/search",
    scope: ANY_KEY,
    tag: "Search & suggestions",
    name: "search",
    about: "Finds items and accounts by their words; the exact number first.",
    query: searchQuery,
    schema: {
      type: "object",
      properties: { results: { type: "array", items: object.schema } },
      required: ["results"],
    },
    run: async (talk, { query, entities, limit }) => ({
      results: await found(
        talk,
        String(query),
        entities as string[] | undefined,
        Math.min(50, Number(limit)),
      ),
    }),
  }),
  act(speech, {
    method: "GET",
    path: "/suggest",
    scope: ANY_KEY,
    tag: "Search & suggestions",
    name: "suggest",
    about: "Completes the values of a field (entity, field, value), or finds over everything (q).",
    query: suggestQuery,
    async run(talk, input) {
      if (input.entity !== undefined || input.field !== undefined) {
        for (const name of ["entity", "field"] as const)
          if (input[name] === undefined) throw invalidField(name, "required", `'${name}' is required.`);
        return complete(talk, input);
      }
      if (isReal(talk.wire)) throw invalidField("entity", "required", "'entity' is required.");
      const q = String(input.q ?? "").trim();
      return { data: q ? await found(talk, q, undefined, Math.min(20, Number(input.limit))) : [] };
    },
  }),
];

/** Search and completion: as the real service has them, and over everything by `q` as it is documented (D27). */
import { invalidField } from "../../../../shared/errors.ts";
import { ANY_KEY, type RouteRow } from "../../../row.ts";
import { searched, searchNames, suggested } from "../../../search.ts";
import { act } from "../../../wire/action.ts";
import { type Codec, choiceOf, integer, listOf, object, text } from "../../../wire/codecs.ts";
import type { Crud } from "../../../wire/crud.ts";
import { at, type Row, type Shape, shape } from "../../../wire/shape.ts";
import type { Speech, Talk } from "../../../wire/talk.ts";
import { accountShape } from "../shapes/accounts.ts";
import { itemShape } from "../shapes/items.ts";
import { isReal } from "../shapes/words.ts";
import { itemTable } from "./items.ts";

/** How each kind is shown, and what its rows lack for that. */
const shown: Record<string, { shape: Shape; complete?: Crud["complete"] }> = {
  items: { shape: itemShape, ...(itemTable.complete ? { complete: itemTable.complete } : {}) },
  accounts: { shape: accountShape },
};

/** What is found of every kind asked for; of all that the key may read when none is. */
async function found(talk: Talk, query: string, asked: readonly string[] | undefined, limit: number) {
  const results = await searched(
    talk.principal,
    asked ?? searchNames,
    { query, limit },
    talk.ask,
    asked !== undefined,
  );
  for (const [kind, { complete }] of Object.entries(shown)) {
    const rows = results.filter((each) => each.kind === kind).map((each) => each.document);
    await complete?.(talk, rows, new Set());
  }
  return Promise.all(
    results.map(async ({ kind, id, title, document }) => ({
      entity: kind,
      id,
      title,
      document: await talk.show(shown[kind]!.shape, document),
    })),
  );
}

const kindsCodec: Codec = listOf(choiceOf(searchNames));

const searchQuery = shape("SearchQuery", {
  query: at("query", text, { required: true }),
  entities: at("entities", kindsCodec, { aliases: ["entity"] }),
  limit: at("limit", integer, { otherwise: 20 }),
});

const suggestQuery = shape("SuggestQuery", {
  q: at("q", text),
  entity: at("entity", choiceOf(searchNames)),
  field: at("field", text),
  value: at("value", text),
  limit: at("limit", integer, { otherwise: 20 }),
});

const complete = (talk: Talk, { entity, field, value = "", limit }: Row) =>
  suggested(
    talk.principal,
    String(entity),
    { field: String(field), value: String(value), limit: Math.min(20, Number(limit)) },
    talk.ask,
  );

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

/** Dictionaries with their words, and the five of selling: statuses and kinds of adjustments (6.8, 9). */
import * as platform from "../../../../services/platform/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { Condition } from "../../../../shared/page.ts";
import type { AnyOperation } from "../../../../shared/service/operation.ts";
import type { Answer } from "../../../kit/answer.ts";
import { area } from "../../../kit/area.ts";
import { idOf } from "../../../kit/builders.ts";
import {
  type Behavior,
  type DialectContext,
  eachUnder,
  handle,
  refusing,
  shownSchema,
  showOne,
} from "../../../kit/index.ts";
import { allRows } from "../../../kit/whole.ts";
import { idSchema, okSchema, removing } from "../area.ts";
import { listing } from "../listing.ts";
import { flagWord } from "../paging.ts";
import { unitOf } from "../shapes/common.ts";
import * as shapes from "../shapes/dictionaries.ts";

const READ = "read:dictionaries";

/** Whether a row belongs to a business unit above those the caller may see. */
function isInherited({ principal }: DialectContext, row: platform.Dictionary): boolean {
  const { seen_ids = null, root_id } = principal.units ?? {};
  return seen_ids !== null && !seen_ids.includes(row.business_unit_id ?? String(root_id));
}
const rowOf = (ctx: DialectContext, row: platform.Dictionary): shapes.DictionaryRow => ({
  ...row,
  is_inherited: isInherited(ctx, row),
});

const asDictionary: Answer<platform.Dictionary> = {
  schema: (variant) => shownSchema(shapes.dictionaryShape, variant),
  show: (ctx, row) => showOne(ctx, shapes.dictionaryShape, rowOf(ctx, row)),
};

async function dictionaryNamed(ctx: DialectContext): Promise<platform.Dictionary> {
  const id = idOf(ctx, "dictionary", "dictionaryId");
  const found = await ctx.read(platform.dictionary.actions.get, { id });
  if (found.deleted_at) throw notFound("dictionary", id);
  return found;
}

const byLabel = (a: { label: string; id: string }, b: { label: string; id: string }): number =>
  a.label.localeCompare(b.label, "en", { sensitivity: "base" }) || (a.id < b.id ? -1 : 1);

const getDictionaries: Behavior = handle({
  scope: READ,
  response: eachUnder("items", shapes.dictionaryShape),
  query: shapes.listedShape,
  async run(ctx: DialectContext, { include_inactive: asked = "" }): Promise<shapes.DictionaryRow[]> {
    const rows = await allRows<platform.Dictionary>(ctx, platform.dictionary, {
      sort: "name",
      ...(flagWord(asked) ? {} : { conditions: [{ field: "is_active", op: "eq", value: true }] }),
    });
    return rows.map((row) => rowOf(ctx, row));
  },
});

const postDictionaries = handle({
  ...{ ...refusing(platform.createDictionary), body: shapes.newDictionaryShape, response: asDictionary },
  run: (ctx, { key = "", name = "", ...given }) =>
    ctx.call(platform.createDictionary, { key, name, ...given }),
});

/** Changes only the fields sent. */
const changing = { mode: "change", bodyRequired: false } as const;

const patchDictionariesByDictionaryId = handle({
  ...{ ...refusing(platform.changeDictionary), ...changing, response: asDictionary },
  body: shapes.newDictionaryShape,
  async run(ctx, changes) {
    const { id } = await dictionaryNamed(ctx);
    return ctx.call(platform.changeDictionary, { id, ...changes });
  },
});

const deleteDictionariesByDictionaryId: Behavior = {
  ...{ ...refusing(platform.removeDictionary), response: () => okSchema },
  async run(ctx) {
    // Not looked up before: a repetition under an idempotency key finds it gone.
    await ctx.call(platform.removeDictionary, { id: idOf(ctx, "dictionary", "dictionaryId") });
    return { ok: true };
  },
};

async function wordsIn(ctx: DialectContext, id: string): Promise<platform.DictionaryEntry[]> {
  const of: Condition = { field: "dictionary_id", op: "eq", value: id };
  const rows = await allRows<platform.DictionaryEntry>(ctx, platform.dictionaryEntry, { conditions: [of] });
  return rows.sort(byLabel);
}

const getDictionariesByDictionaryIdEntries = handle<readonly platform.DictionaryEntry[]>({
  ...{ scope: READ, response: eachUnder("items", shapes.entryShape) },
  async run(ctx) {
    const { id } = await dictionaryNamed(ctx);
    return wordsIn(ctx, id);
  },
});

/** The dictionaries that products take words from, by the names in the path (MRC-CAT-6). */
const units = ["unit", "units", "measurement_units"];
const currencies = ["currency", "currencies"];
const ofProducts: { readonly [key: string]: readonly string[] } = Object.fromEntries(
  [units, currencies].flatMap((keys) => keys.map((key) => [key, keys])),
);

/** That of the business unit in which the caller acts comes first, that of the system last. */
const getCatalogDictionariesByKey = handle<shapes.WordsOfKey>({
  ...{ scope: "write:products", refuses: ["not_found"], response: shapes.wordsOfKeyShape },
  async run(ctx) {
    const { key = "" } = ctx.request.params;
    const condition: Condition = { field: "key", op: "in", value: [...(ofProducts[key] ?? [])] };
    const rows = await allRows<platform.Dictionary>(ctx, platform.dictionary, { conditions: [condition] });
    const rank = (row: platform.Dictionary) =>
      (unitOf(row) === ctx.principal.units?.acting_id ? 0 : 2) + Number(row.is_system);
    const [found] = rows.filter((row) => !row.deleted_at).sort((a, b) => rank(a) - rank(b));
    if (!found) throw notFound("dictionary", key);
    return { id: found.id, entries: await wordsIn(ctx, found.id) };
  },
});

/** A word that is taken is a wrong field. */
const refusingWords = (operation: Pick<AnyOperation, "name" | "refuses" | "scope">) => {
  const { refuses, ...others } = refusing(operation);
  return { ...others, refuses: [...refuses, "unprocessable"] };
};

const postDictionariesByDictionaryIdEntries = handle({
  ...refusingWords(platform.createDictionaryEntry),
  ...{ body: shapes.wordShape, response: shapes.entryShape },
  async run(ctx, { value = "", ...given }) {
    const { id } = await dictionaryNamed(ctx);
    return ctx.call(platform.createDictionaryEntry, { ...given, value, dictionary_id: id });
  },
});

/** The word that the path names, of the dictionary that it names. */
async function entryNamed(ctx: DialectContext): Promise<string> {
  const { id: dictionary_id } = await dictionaryNamed(ctx);
  const id = idOf(ctx, "dictionary_entry", "entryId");
  const found = await ctx.read(platform.dictionaryEntry.actions.get, { id });
  if (found.dictionary_id !== dictionary_id) throw notFound("dictionary_entry", id);
  return id;
}

const patchDictionariesByDictionaryIdEntriesByEntryId = handle({
  ...{ ...refusingWords(platform.changeDictionaryEntry), ...changing, response: shapes.entryShape },
  body: shapes.wordShape,
  run: async (ctx, { dictionary_id: _dictionary, ...changes }) =>
    ctx.call(platform.changeDictionaryEntry, { ...changes, id: await entryNamed(ctx) }),
});

const deleteDictionariesByDictionaryIdEntriesByEntryId: Behavior = {
  ...{ ...refusing(platform.removeDictionaryEntry), response: () => okSchema },
  async run(ctx) {
    await ctx.call(platform.removeDictionaryEntry, { id: await entryNamed(ctx) });
    return { ok: true };
  },
};

const words = area(platform.dictionaryEntry, shapes.entryShape, { filters: null });

/** The words of a system's dictionary as an area of its own; `answer` is what writes answer. */
function wordArea<const N extends string>(name: N, key: platform.SystemKey, answer: "ok" | "id") {
  const dictionaryId = async (ctx: DialectContext) =>
    (await ctx.read(platform.wordsOf, { key })).dictionary_id;
  const known = async (ctx: DialectContext) => {
    const id = idOf(ctx, "dictionary_entry");
    const { entries } = await ctx.read(platform.wordsById, { ids: [id], keys: [key] });
    if (!entries.length) throw notFound("dictionary_entry", id);
    return id;
  };
  const said = (id: string) => (answer === "ok" ? { ok: true } : { id });
  const answers = answer === "ok" ? okSchema : idSchema;
  return {
    [`get${name}`]: listing(words, async (ctx) => [
      { field: "dictionary_id", op: "eq", value: await dictionaryId(ctx) },
    ]),
    [`post${name}`]: handle({
      ...{ ...refusing(platform.createDictionaryEntry), body: shapes.wordShape, schema: idSchema },
      async run(ctx, { value = "", ...given }) {
        const dictionary_id = await dictionaryId(ctx);
        const { id } = await ctx.call(platform.createDictionaryEntry, { ...given, value, dictionary_id });
        return { id };
      },
    }),
    [`put${name}`]: handle({
      ...{ ...refusing(platform.changeDictionaryEntry), mode: "change", bodyRequired: true },
      ...{ body: shapes.wordShape, schema: answers },
      async run(ctx, { dictionary_id: _dictionary, ...changes }) {
        const id = await known(ctx);
        await ctx.call(platform.changeDictionaryEntry, { ...changes, id });
        return said(id);
      },
    }),
    [`delete${name}`]: removing(
      refusing(platform.removeDictionaryEntry),
      "dictionary_entry",
      async (ctx) => ctx.call(platform.removeDictionaryEntry, { id: await known(ctx) }),
      said,
    ),
  } as { [id in `${"get" | "post" | "put" | "delete"}${N}`]: Behavior };
}

export const dictionaryOperations = {
  ...{ getDictionaries, postDictionaries, getCatalogDictionariesByKey },
  getDictionariesByDictionaryId: handle({ ...{ scope: READ, response: asDictionary }, run: dictionaryNamed }),
  ...{ patchDictionariesByDictionaryId, deleteDictionariesByDictionaryId },
  ...{ getDictionariesByDictionaryIdEntries, postDictionariesByDictionaryIdEntries },
  patchDictionariesByDictionaryIdEntriesByEntryId,
  deleteDictionariesByDictionaryIdEntriesByEntryId,
  ...wordArea("SalesOrderStatuses", "sales.order_status", "ok"),
  ...wordArea("SalesOrderLineStatuses", "sales.order_line_status", "ok"),
  ...wordArea("SalesShipmentStatuses", "sales.shipment_status", "ok"),
  ...wordArea("SalesPaymentStatuses", "sales.payment_status", "ok"),
  ...wordArea("SalesAdjustmentKinds", "sales.adjustment_kind", "id"),
};

/** The dictionaries of customers by their kind, and the currencies (MRC-CUS-13). */
import * as platform from "../../../../services/platform/public.ts";
import { invalidField, notFound } from "../../../../shared/errors.ts";
import type { Answer } from "../../../kit/answer.ts";
import { idOf } from "../../../kit/builders.ts";
import {
  type Behavior,
  type DialectContext,
  eachUnder,
  handle,
  objectWith,
  refusing,
  reply,
  shownSchema,
  showOne,
} from "../../../kit/index.ts";
import { openObjects } from "../area.ts";
import * as shapes from "../shapes/dictionaries.ts";

const kinds: ReadonlyMap<string, platform.CustomerKey> = new Map(
  platform.customerKeys.map((key) => [key.replace("customers.", ""), key]),
);

/** The dictionary that the path names, with dashes or underscores. */
function keyIn({ request }: DialectContext): platform.CustomerKey {
  const key = kinds.get(String(request.params.kind).replaceAll("_", "-"));
  if (key) return key;
  throw invalidField("kind", "invalid_value", `'kind' must be one of ${[...kinds.keys()].join(", ")}.`);
}

/** The word that the path names, of the dictionary that it names. */
const wordIn = (ctx: DialectContext) => ({ id: idOf(ctx, "dictionary_entry"), key: keyIn(ctx) });

const READ = "read:contacts";

const getCustomersDictionariesByKind = handle({
  ...{ scope: READ, response: eachUnder("items", shapes.customerWordShape) },
  run: async (ctx) => (await ctx.read(platform.offeredWords, { key: keyIn(ctx) })).words,
});

const asWord: Answer<shapes.CustomerWord> = {
  schema: (variant) => shownSchema(shapes.customerWordShape, variant),
  show: (ctx, row) => showOne(ctx, shapes.customerWordShape, row),
};

const postCustomersDictionariesByKind = handle({
  ...{ ...refusing(platform.putCustomerWord), body: shapes.wordShape },
  schema: (variant) => shownSchema(shapes.customerWordShape, variant),
  async run(ctx, { value = "", dictionary_id: _dictionary, ...given }) {
    const key = keyIn(ctx);
    const { created, word } = await ctx.call(platform.putCustomerWord, { ...given, key, value });
    const body = await showOne(ctx, shapes.customerWordShape, word);
    return reply({ body, status: created ? 201 : 200 });
  },
});

const patchCustomersDictionariesByKindById = handle({
  ...{ ...refusing(platform.changeCustomerWord), mode: "change", bodyRequired: false },
  ...{ body: shapes.wordShape, response: asWord },
  run: async (ctx, { dictionary_id: _dictionary, ...changes }) =>
    ctx.call(platform.changeCustomerWord, { ...changes, ...wordIn(ctx) }),
});

const deleteCustomersDictionariesByKindById: Behavior = {
  ...refusing(platform.removeCustomerWord),
  response: () => objectWith({ success: { type: "boolean" } }),
  async run(ctx) {
    await ctx.call(platform.removeCustomerWord, wordIn(ctx));
    return { success: true };
  },
};

const getCustomersDictionariesCurrency = handle({
  ...{ scope: READ, schema: objectWith({ id: { type: "string", format: "uuid" }, entries: openObjects }) },
  async run(ctx) {
    const { dictionary_id: id, words } = await ctx.read(platform.offeredWords, { key: "currency" });
    if (!id) throw notFound("dictionary");
    return {
      id,
      entries: words.map(({ id: word_id, name, label }) => ({ id: word_id, value: name, label })),
    };
  },
});

export const customerWordOperations = {
  ...{ getCustomersDictionariesByKind, postCustomersDictionariesByKind },
  ...{ patchCustomersDictionariesByKindById, deleteCustomersDictionariesByKindById },
  getCustomersDictionariesCurrency,
};

/** Applies one change to many entries, by id or by filter, with a result for each (BLK-3). */
import { invalidField, repointed } from "../../../shared/errors.ts";
import type { AnyOperation } from "../../../shared/service/operation.ts";
import type { Area } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { type DialectContext, inShapesNames, inWords, readOne } from "../../kit/context.ts";
import { conditionsIn } from "../../kit/filters.ts";
import { handle, refusing } from "../../kit/operation.ts";
import type { Body } from "../../shapes/body.ts";
import * as c from "../../shapes/codecs.ts";
import { named } from "../../shapes/schema.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { priceEdit } from "./shapes/items.ts";

type Edit = { ids: string[]; changes: Body; price: Body; filter: Body; all: boolean };
type Result = { id: string; status: string; message?: string | null };
type Edited = { changed: number; failed: number; results: Result[] };

/** `word` is the name of the list of ids; only items have prices and filters. */
const bodyOf = (word: "items" | "accounts") =>
  shape(`Bulk${word === "items" ? "Item" : "Account"}Edit`, rowsOf<Edit>(), {
    [word]: field("ids", c.listOf(c.uuid), { aliases: ["ids"] }),
    changes: field("changes", c.object, { aliases: ["updates", "fields"] }),
    ...(word === "items"
      ? {
          price: field("price", c.object),
          filter: field("filter", c.object),
          all: field("all", c.flag),
        }
      : {}),
  });

/** Applies the change of the body to the entries of an area, and returns the result of each. */
export const bulkEdit = (word: "items" | "accounts", of: Area, operation: AnyOperation): Behavior =>
  handle({
    scope: operation.scope ?? null,
    body: bodyOf(word),
    ...{
      bodyRequired: true,
      ...refusing(operation),
      response: named("BulkEditResult", operation.output.schema),
    },
    async run(ctx, { changes, price, filter, ...input }) {
      const edit = price
        ? { price: await part("price", () => readOne(ctx, priceEdit, price, "create")) }
        : {};
      const read = changes && (await part("changes", () => readOne(ctx, of.shape, changes, "change")));
      const found = filter ? { filter: { conditions: conditionsNamed(ctx, of, filter) } } : {};
      const named = { ...input, ...edit, ...found };
      const trial = (given: Body) => ctx.read(operation, { ...named, changes: given, dry_run: true });
      try {
        const values = read && ((await of.options.prepare?.(ctx, "change", read, trial)) ?? read);
        const done: Edited = await ctx.call(operation, { ...named, ...(values ? { changes: values } : {}) });
        const results = done.results.map((each) => ({
          ...each,
          ...(each.message ? { message: inShapesNames(of.shape, each.message) } : {}),
        }));
        return { changed: done.changed, failed: done.failed, results };
      } catch (error) {
        throw inWords(of.shape, error, false, "/changes");
      }
    },
  });

/** Violations of a part of the body, by their place in the whole. */
async function part<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw repointed(error, (pointer) => `/${name}${pointer}`);
  }
}

function conditionsNamed(ctx: DialectContext, { filters }: Area, filter: Body) {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => {
    if (typeof value === "object")
      throw invalidField(`/filter/${name}`, "invalid_filter", `'${name}' must be one value.`);
    return [name, String(value)];
  });
  return conditionsIn(ctx, filters, pairs);
}

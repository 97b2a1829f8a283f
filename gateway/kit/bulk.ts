/** Applies one change to many entries of an area, by id or by filter, with a result for each (BLK-3). */
import { invalidField, repointed } from "../../shared/errors.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { Body } from "../shapes/body.ts";
import { named } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import type { Area } from "./area.ts";
import type { Behavior } from "./behavior.ts";
import { type DialectContext, inShapesNames, inWords, readOne } from "./context.ts";
import { conditionsIn } from "./filters.ts";
import { handle, refusing } from "./operation.ts";

type Result = { id: string; status: string; message?: string | null };
type Edited = { changed: number; failed: number; results: Result[] };

/** A body: fields of the operation, the changes in the dialect's words, and filters where the operation takes them. */
export type BulkBody = { ids: string[]; changes: Body; filter: Body };

export const bulkEdit = <B extends BulkBody>(of: Area, operation: AnyOperation, body: Shape<B>): Behavior =>
  handle({
    ...{ ...refusing(operation), body, bodyRequired: true },
    schema: named("BulkEditResult", operation.output.schema),
    async run(ctx, input) {
      // A null is no value here, as if the body did not have the field.
      const given = Object.entries(input).filter(([, value]) => value !== null);
      const { changes, filter, ...rest } = Object.fromEntries(given) as Partial<BulkBody>;
      const at = placeOf(body, "changes");
      const values = changes && (await inPart(at, () => readOne(ctx, of.shape, changes, "change")));
      const place = placeOf(body, "filter");
      const found = filter ? { filter: { conditions: conditionsNamed(ctx, of, filter, place) } } : {};
      const edit = { ...rest, ...found };
      const trial = (tried: Body) => ctx.read(operation, { ...edit, changes: tried, dry_run: true });
      try {
        const final = values && ((await of.options.prepare?.(ctx, "change", values, trial)) ?? values);
        const done: Edited = await ctx.call(operation, { ...edit, ...(final ? { changes: final } : {}) });
        const results = done.results.map((each) => ({
          ...each,
          ...(each.message ? { message: inShapesNames(of.shape, each.message) } : {}),
        }));
        return { changed: done.changed, failed: done.failed, results };
      } catch (error) {
        throw inWords(of.shape, error, false, at, ctx.wire);
      }
    },
  });

/** Where the body has a field of ours. */
function placeOf({ fields }: Shape, path: keyof BulkBody): string {
  const [name = path] = Object.entries(fields).find(([, field]) => field.path === path) ?? [];
  return `/${name}`;
}

/** Violations of a part of the body, by their place in the whole. */
async function inPart<T>(at: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw repointed(error, (pointer) => `${at}${pointer}`);
  }
}

function conditionsNamed(ctx: DialectContext, { filters }: Area, filter: Body, at: string) {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => {
    if (typeof value === "object")
      throw invalidField(`${at}/${name}`, "invalid_filter", `'${name}' must be one value.`);
    return [name, String(value)];
  });
  return conditionsIn(ctx, filters, pairs);
}

/** Lists that are short by design: answered whole, under `data`. */
import { fail } from "../../shared/errors.ts";
import type { ListQuery, Page } from "../../shared/page.ts";
import type { AnyOperation } from "../../shared/service/operation.ts";
import type { ActionRef } from "../../shared/service/reference.ts";
import type { Body } from "../shapes/body.ts";
import { listUnder } from "../shapes/schema.ts";
import type { Shape } from "../shapes/shape.ts";
import { actionFor } from "./actions.ts";
import { eachUnder } from "./answer.ts";
import type { Area } from "./area.ts";
import type { Behavior } from "./behavior.ts";
import { areaQuery } from "./builders.ts";
import { type DialectContext, inWordsOf } from "./context.ts";
import { filterParameters } from "./filters.ts";
import { handle } from "./operation.ts";

const AT_ONCE = 100;
const MOST = 5000;

/** All rows of a list that has at most 5,000. */
export async function allRows<Row>(
  ctx: DialectContext,
  { actions }: { actions: { list: ActionRef<ListQuery, Page<Row>> } },
  query: ListQuery,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const asked: ListQuery = { ...query, limit: AT_ONCE, ...(cursor ? { cursor } : {}) };
    const page: Page<Row> = await ctx.read(actions.list, asked);
    rows.push(...page.data);
    cursor = page.next_cursor;
    if (rows.length > MOST)
      throw fail("unprocessable", `This list has more than ${MOST} entries, which are not answered at once.`);
  }
  return rows;
}

/** All entries of an area, in this order. */
export function whole(of: Area, sort: string): Behavior {
  const { scope, refuses } = actionFor(of, "list");
  return {
    ...{ scope, refuses },
    parameters: () => filterParameters(of.filters),
    response: (variant) => listUnder("data", of.view.schema(variant)),
    async run(ctx) {
      const { present } = of.view.open(ctx);
      const rows = await inWordsOf(of.shape, () =>
        allRows<Body>(ctx, of.resource, { ...areaQuery(ctx, of), sort }),
      );
      return { data: await present(rows) };
    },
  };
}

type Listing<In, Row> = Pick<AnyOperation, "scope"> & ActionRef<In, Row[]>;

/** The rows of an operation's answer; `scope` if it declares none. */
export const listed = <In, Row extends object, Q>(
  operation: Listing<In, Row>,
  shape: Shape<Row>,
  { scope, query }: { scope: string; query?: Shape<Q> },
): Behavior =>
  handle<readonly Row[], object, Q>({
    scope: operation.scope ?? scope,
    ...(query ? { query } : {}),
    response: eachUnder("data", shape),
    run: (ctx, input) => ctx.read(operation, input as unknown as In),
  });

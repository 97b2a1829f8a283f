/** Changes pieces, sells them through an outside register and takes them back in one request (D37): all of it, or nothing. */
import { repointed } from "../../../shared/errors.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { BatchStep } from "../../../shared/service/batch.ts";
import { flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { type ItemView, item } from "../../inventory/public.ts";
import type { Checkout } from "../checkout/checkout-steps.ts";
import * as declared from "./declarations.ts";
import { outsideCheckout } from "./outside-checkout.ts";
import { outsideRefunds } from "./outside-refunds.ts";
import { type Trade, trading } from "./trade.saga.ts";
import { inSteps } from "./trade-steps.ts";

export const tradeOutside = flow(
  declared.tradeOutside,
  async ({ reader, meta, headers, call, runSaga }, { steps, sold, returned }) => {
    await matchVersions(call, steps, headers.if_match);
    const items = await itemsAfter(call, steps, sold);
    const [sales, refunds] = await Promise.all([
      salesOf(call, items, sold, meta),
      returned.length ? outsideRefunds(reader, call, returned, (i) => `/returned/${i}`) : [],
    ]);
    const done = await runSaga(trading, {
      data: { steps, sold, sales, refunds },
      meta,
      headers,
      answer: (after) => answerOf(after),
    });
    return answerOf(done);
  },
);

/** The answer has the piece of each step, so that a repetition returns the pieces of the first request. */
const answerOf = ({ steps, sales, refunds }: Pick<Trade, "steps" | "sales" | "refunds">) => ({
  item_ids: steps.map(({ input }) => String(input.id)),
  sale_ids: sales.map(({ sale_id }) => sale_id),
  refund_ids: refunds.map(({ refund }) => refund.id),
});

/** API-7: If-Match names the version of a piece before the steps. */
async function matchVersions(
  call: Call,
  steps: readonly BatchStep[],
  if_match: number | undefined,
): Promise<void> {
  if (if_match === undefined) return;
  const ids = [...new Set(steps.map(({ input }) => String(input.id)))];
  for (const row of await call(item.actions.many, { ids })) matchVersion(row, if_match);
}

/** The pieces as they will be when they are sold. The steps are tried, so that their refusals come before the saga begins. */
async function itemsAfter(
  call: Call,
  steps: BatchStep[],
  sold: readonly string[],
): Promise<Map<string, ItemView>> {
  const tried = steps.length ? await inSteps(call, steps, { sold, units: [] }, true) : [];
  const after = new Map((tried as ItemView[]).map((row) => [row.id, row]));
  const others = sold.filter((id) => !after.has(id));
  const rows = others.length ? await call(item.actions.many, { ids: others }) : [];
  return new Map([...after, ...rows.map((row) => [row.id, row] as const)]);
}

/** One sale per store, with its taxes and on its business date. */
async function salesOf(
  call: Call,
  items: Map<string, ItemView>,
  sold: readonly string[],
  meta: Meta,
): Promise<Checkout[]> {
  const byStore = Map.groupBy(sold, (id) => items.get(id)?.store_id ?? null);
  return Promise.all(
    [...byStore].map(async ([store_id, ids]) => {
      try {
        const lines = ids.map((item_id) => ({ item_id }));
        return await outsideCheckout(call, { store_id, lines }, meta, items);
      } catch (error) {
        throw repointed(error, (pointer) => {
          const line = /^\/lines\/(\d+)/.exec(pointer)?.[1];
          return line
            ? `/sold/${sold.indexOf(ids[Number(line)]!)}`
            : `/sold/${sold.indexOf(ids[0]!)}${pointer}`;
        });
      }
    }),
  );
}

/** Movements of money on the platform's contracts, and sums of them (TRX-1). */
import {
  subscriptionFigures,
  transaction,
  transactionFigures,
  transactionLeaders,
} from "../../../../services/contracts/public.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import {
  area,
  type Behavior,
  type DialectContext,
  eachOf,
  handle,
  list,
  refusing,
} from "../../../kit/index.ts";
import { onPlatform, platformOf } from "../platform.ts";
import { type Moved, type Sum, sumShape, transactionShape } from "../shapes/transactions.ts";
import { named } from "../users.ts";

const READ = "read:contracts";
type Figures = OutputOf<typeof transactionFigures>["data"][number];
type Figure = Exclude<keyof Figures, "currency" | "contracts">;

/** The figure in the currency of the books, and in the others. */
function inBooks(ctx: DialectContext, rows: readonly Figures[], figure: Figure): Sum & { others: Sum[] } {
  const sums = rows.map((row) => ({ amount: row[figure], currency: row.currency }));
  const { currency } = ctx.principal.org;
  const own = sums.find((each) => each.currency === currency) ?? { amount: 0, currency };
  return { ...own, others: sums.filter((each) => each.currency !== currency && each.amount !== 0) };
}

const ofUser = (field: "buyer_user_id" | "seller_user_id", figure: Figure, type: Moved["type"]): Behavior =>
  handle({
    ...{ scope: READ, response: transactionShape },
    async run(ctx): Promise<Moved> {
      const id = await named("user_id").id(ctx, READ);
      const { data } = await ctx.read(transactionFigures, { [field]: id });
      const { id: platform_id } = await platformOf(ctx);
      return { ...inBooks(ctx, data, figure), platform_id, [field]: id, type, status: "succeeded" };
    },
  });

export const transactionOperations = {
  getUserRevenue: ofUser("seller_user_id", "revenue", "incoming"),
  getUserSpend: ofUser("buyer_user_id", "spend", "outgoing"),
};

const leaders = (side: "buyers" | "sellers"): Behavior =>
  handle({
    ...{ ...refusing(transactionLeaders), response: eachOf(sumShape) },
    async run(ctx) {
      const { id: platform_id } = await platformOf(ctx);
      const { currency, data } = await ctx.read(transactionLeaders, { side, platform_id });
      return data.map((each) => ({ ...each, currency }));
    },
  });

const ofPlatform = (figure: Figure): Behavior =>
  handle({
    ...{ ...refusing(transactionFigures), response: sumShape },
    async run(ctx): Promise<Sum> {
      const { id: platform_id } = await platformOf(ctx);
      return inBooks(ctx, (await ctx.read(transactionFigures, { platform_id })).data, figure);
    },
  });

/** Recurring revenue of running subscriptions (SUB-7), in the currency of the books. */
const recurring = (figure: "mrr" | "arr"): Behavior =>
  handle({
    ...{ ...refusing(subscriptionFigures), response: sumShape },
    async run(ctx): Promise<Sum> {
      const { id: platform_id } = await platformOf(ctx);
      const { data } = await ctx.read(subscriptionFigures, { platform_id });
      const { currency } = ctx.principal.org;
      return { amount: data.find((each) => each.currency === currency)?.[figure] ?? 0, currency };
    },
  });

const rows = area<Moved>(transaction, transactionShape, { filters: null, currency: (row) => row.currency });
const added = (id: string, summary: string, does: Behavior) => ({ id, summary, does, tag: "Transactions" });
/** What the text implies without an operation of its own. */
export const addedTransactions = {
  "GET /transactions": added("listTransactions", "List movements of money", list(rows, onPlatform)),
  "GET /transactions/top_spenders": added("listTopSpenders", "List who spent most", leaders("buyers")),
  "GET /transactions/top_earners": added("listTopEarners", "List who got most", leaders("sellers")),
  "GET /transactions/volume": added("getVolume", "Get what was spent on the platform", ofPlatform("spend")),
  "GET /transactions/cart_value": added(
    "getCartValue",
    "Get what a contract brings",
    ofPlatform("cart_value"),
  ),
  "GET /transactions/mrr": added("getMrr", "Get what subscriptions bring in a month", recurring("mrr")),
  "GET /transactions/arr": added("getArr", "Get what subscriptions bring in a year", recurring("arr")),
};

/** Subscriptions of the platform's users (8.4, PRM-6); movements of money, and sums of them (TRX-1). */
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { DialectContext } from "../../../kit/context.ts";
import * as kit from "../../../kit/index.ts";
import * as on from "../platform.ts";
import * as shapes from "../shapes/contracts.ts";
import { named, ofUserNamed } from "../users.ts";

const READ = "read:subscriptions";
const WRITE = "write:subscriptions";
/** What only admins and owners may do as a rule. */
const ADMIN = "write:organization";
type Row = contracts.Subscription;

const ownCurrency = { filters: null, currency: (row: { currency: string }) => row.currency };
const rows = kit.area<Row>(contracts.subscription, shapes.subscriptionShape, ownCurrency);
const response = kit.listedEntry(rows);
const subscriptionNamed = on.namedBy(contracts.subscription);

/** The subscriber's own; 404 for any other. */
async function own(ctx: DialectContext): Promise<Row> {
  const user_id = await on.self.id(ctx, WRITE);
  const row = await subscriptionNamed(ctx);
  if (row.user_id !== user_id) throw notFound("subscription", row.id);
  return row;
}

const pauseSubscription = kit.handle({
  ...{ ...kit.refusing(contracts.pauseSubscription), ...on.signedIn, body: shapes.pauseShape, response },
  async run(ctx, { paused_until = null }) {
    if (!ctx.principal.persona) on.requireScope(ctx, WRITE);
    const { id } = on.has(ctx, WRITE) ? await subscriptionNamed(ctx) : await own(ctx);
    return ctx.call(contracts.pauseSubscription, { id, paused_until });
  },
});

type Ending = typeof contracts.resumeSubscription | typeof contracts.endSubscription;
/** By the subscriber, or by a key with an admin's rights. */
const bySubscriber = (operation: Ending): kit.Behavior =>
  kit.handle({
    ...{ ...kit.refusing(operation), ...on.signedIn, response },
    async run(ctx) {
      const byKey = !on.personaOf(ctx) && on.has(ctx, ADMIN) && on.has(ctx, WRITE);
      const { id } = byKey ? await subscriptionNamed(ctx) : await own(ctx);
      return ctx.call(operation, { id });
    },
  });

const template = on.namedBy(contracts.contract, "contract_id");
const subscriptionOperations = {
  listUserSubscriptions: { ...kit.list(rows, ofUserNamed("user_id")), scope: READ },
  getSubscription: kit.handle({ scope: READ, of: "subscription", response, run: subscriptionNamed }),
  subscribe: kit.run(contracts.startSubscription, {
    ...{ ...on.signedIn, body: shapes.startShape, response },
    also: async (ctx) => ({ user_id: await on.self.id(ctx, WRITE), contract_id: (await template(ctx)).id }),
  }),
  pauseSubscription,
  resumeSubscription: bySubscriber(contracts.resumeSubscription),
  endSubscription: bySubscriber(contracts.endSubscription),
};

const CONTRACTS = "read:contracts";
type Sum = shapes.Sum;
type Figure<F extends string> = { currency: string } & { [figure in F]: number };

/** The figure in the currency of the books, and in the others. */
function inBooks<F extends string>({ principal }: DialectContext, all: readonly Figure<F>[], figure: F) {
  const sums = all.map((row): Sum => ({ amount: row[figure], currency: row.currency }));
  const { currency } = principal.org;
  const books = sums.find((each) => each.currency === currency) ?? { amount: 0, currency };
  return { ...books, others: sums.filter((each) => each.currency !== currency && each.amount !== 0) };
}

type Side = {
  of: "buyer_user_id" | "seller_user_id";
  figure: "revenue" | "spend";
  type: shapes.Moved["type"];
};
const ofUser = ({ of, figure, type }: Side): kit.Behavior =>
  kit.handle({
    ...{ scope: CONTRACTS, response: shapes.transactionShape },
    async run(ctx): Promise<shapes.Moved> {
      const whose = { [of]: await named("user_id").id(ctx, CONTRACTS) };
      const { data } = await ctx.read(contracts.transactionFigures, whose);
      const its = await on.itsPlatform(ctx);
      return { ...inBooks(ctx, data, figure), ...its, ...whose, type, status: "succeeded" };
    },
  });

export const moneyOperations = {
  ...subscriptionOperations,
  getUserRevenue: ofUser({ of: "seller_user_id", figure: "revenue", type: "incoming" }),
  getUserSpend: ofUser({ of: "buyer_user_id", figure: "spend", type: "outgoing" }),
};

const leaders = (side: "buyers" | "sellers"): kit.Behavior =>
  kit.run(contracts.transactionLeaders, {
    response: kit.eachOf(shapes.sumShape),
    also: async (ctx) => ({ side, ...(await on.itsPlatform(ctx)) }),
    after: (_ctx, { currency, data }) => data.map((each): Sum => ({ ...each, currency })),
  });

const onIt = { response: shapes.sumShape, also: on.itsPlatform };
const moved = (figure: "spend" | "cart_value"): kit.Behavior =>
  kit.run(contracts.transactionFigures, { ...onIt, after: (ctx, { data }) => inBooks(ctx, data, figure) });
/** What running subscriptions bring (SUB-7). */
const recurring = (figure: "mrr" | "arr"): kit.Behavior =>
  kit.run(contracts.subscriptionFigures, { ...onIt, after: (ctx, { data }) => inBooks(ctx, data, figure) });

const movements = kit.area<shapes.Moved>(contracts.transaction, shapes.transactionShape, ownCurrency);
const added = (id: string, summary: string, does: kit.Behavior) => ({
  id,
  summary,
  does,
  tag: "Transactions",
});
/** What the text implies without an operation of its own. */
export const addedTransactions = {
  "GET /transactions": added(
    "listTransactions",
    "List movements of money",
    kit.list(movements, on.onPlatform),
  ),
  "GET /transactions/top_spenders": added("listTopSpenders", "List who spent most", leaders("buyers")),
  "GET /transactions/top_earners": added("listTopEarners", "List who got most", leaders("sellers")),
  "GET /transactions/volume": added("getVolume", "Get what was spent on the platform", moved("spend")),
  "GET /transactions/cart_value": added("getCartValue", "Get what a contract brings", moved("cart_value")),
  "GET /transactions/mrr": added("getMrr", "Get what subscriptions bring in a month", recurring("mrr")),
  "GET /transactions/arr": added("getArr", "Get what subscriptions bring in a year", recurring("arr")),
};

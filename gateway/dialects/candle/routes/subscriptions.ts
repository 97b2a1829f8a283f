/** Subscriptions of the platform's users (8.4, PRM-6). */
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import { idOf } from "../../../kit/builders.ts";
import {
  ANY_KEY,
  area,
  type Behavior,
  type DialectContext,
  handle,
  list,
  listedEntry,
  refusing,
} from "../../../kit/index.ts";
import { has, ofPlatform, personaOf, requireScope, self } from "../platform.ts";
import { pauseShape, startShape, subscriptionShape } from "../shapes/subscriptions.ts";
import { ofUserNamed } from "../users.ts";

const READ = "read:subscriptions";
const WRITE = "write:subscriptions";
/** What only admins and owners may do as a rule. */
const ADMIN = "write:organization";
type Row = contracts.Subscription;

const rows = area<Row>(contracts.subscription, subscriptionShape, {
  filters: null,
  currency: ({ currency }) => currency,
});
const asSubscription = listedEntry(rows);

const subscriptionNamed = async (ctx: DialectContext): Promise<Row> => {
  const id = idOf(ctx, "subscription");
  return ofPlatform(ctx, "subscription", await ctx.read(contracts.subscription.actions.get, { id }));
};

const listUserSubscriptions: Behavior = { ...list(rows, ofUserNamed("user_id")), scope: READ };

const getSubscription = handle({
  ...{ scope: READ, of: "subscription", response: asSubscription },
  run: subscriptionNamed,
});

const subscribe = handle({
  ...{ ...refusing(contracts.startSubscription), scope: ANY_KEY, body: startShape, response: asSubscription },
  async run(ctx, given) {
    const user_id = await self.id(ctx, WRITE);
    const id = idOf(ctx, "contract", "contract_id");
    const template = await ctx.read(contracts.contract.actions.get, { id });
    await ofPlatform(ctx, "contract", template);
    return ctx.call(contracts.startSubscription, { ...given, contract_id: id, user_id });
  },
});

/** The subscriber's own; 404 for any other. */
async function own(ctx: DialectContext): Promise<Row> {
  const user_id = await self.id(ctx, WRITE);
  const row = await subscriptionNamed(ctx);
  if (row.user_id !== user_id) throw notFound("subscription", row.id);
  return row;
}

const pauseSubscription = handle({
  ...{ ...refusing(contracts.pauseSubscription), scope: ANY_KEY, body: pauseShape, response: asSubscription },
  async run(ctx, { paused_until = null }) {
    if (!ctx.principal.persona) requireScope(ctx, WRITE);
    const { id } = has(ctx, WRITE) ? await subscriptionNamed(ctx) : await own(ctx);
    return ctx.call(contracts.pauseSubscription, { id, paused_until });
  },
});

type Ending = typeof contracts.resumeSubscription | typeof contracts.endSubscription;

/** By the subscriber, or by a key with an admin's rights. */
const bySubscriber = (operation: Ending): Behavior =>
  handle({
    ...{ ...refusing(operation), scope: ANY_KEY, response: asSubscription },
    async run(ctx) {
      const byKey = !personaOf(ctx) && has(ctx, ADMIN) && has(ctx, WRITE);
      const { id } = byKey ? await subscriptionNamed(ctx) : await own(ctx);
      return ctx.call(operation, { id });
    },
  });

export const subscriptionOperations = {
  ...{ subscribe, listUserSubscriptions, getSubscription, pauseSubscription },
  resumeSubscription: bySubscriber(contracts.resumeSubscription),
  endSubscription: bySubscriber(contracts.endSubscription),
};

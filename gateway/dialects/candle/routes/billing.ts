/** Cards and bank accounts of users, at the platform's provider (PAM-1…4). */
import {
  beginPaymentMethod,
  billingOf,
  onboardProviderAccount,
  paymentMethod,
  removePaymentMethod,
  setDefaultPaymentMethod,
} from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import { idOf } from "../../../kit/builders.ts";
import { addressOf } from "../../../kit/files.ts";
import { ANY_KEY, type Behavior, type DialectContext, eachOf, handle, refusing } from "../../../kit/index.ts";
import { self, type Who } from "../platform.ts";
import { bankShape, methodShape, userShape } from "../shapes/people.ts";
import { asUser, named, twin, userWith, wholeUser } from "../users.ts";

const READ = "read:payment_methods";
const WRITE = "write:payment_methods";

const methodsOf = async (ctx: DialectContext, user_id: string) =>
  (await ctx.read(billingOf, { user_ids: [user_id] })).methods;

/** A method of the user, or 404. */
async function methodOf(ctx: DialectContext, user_id: string): Promise<string> {
  const id = idOf(ctx, "payment_method", "payment_method_id");
  if ((await ctx.read(paymentMethod.actions.get, { id })).user_id !== user_id)
    throw notFound("payment_method", id);
  return id;
}

const listing = (who: Who): Behavior =>
  handle({
    ...{ scope: who.scope(READ), response: eachOf(methodShape) },
    run: async (ctx) => methodsOf(ctx, await who.id(ctx, READ)),
  });

/** Does something with a method of the user, and answers the user. */
const withMethod =
  (operation: typeof removePaymentMethod, scope: string) =>
  (who: Who): Behavior =>
    handle({
      ...{ ...refusing(operation), scope: who.scope(scope), response: asUser },
      async run(ctx) {
        const user_id = await who.id(ctx, WRITE);
        await ctx.call(operation, { id: await methodOf(ctx, user_id) });
        return userWith(ctx, user_id);
      },
    });

const setMyClientSecret = handle({
  ...{ ...refusing(beginPaymentMethod), scope: ANY_KEY, response: userShape },
  async run(ctx) {
    const user_id = await self.id(ctx, WRITE);
    const { client_secret } = await ctx.call(beginPaymentMethod, { user_id });
    return { ...(await wholeUser(ctx, await userWith(ctx, user_id))), client_secret };
  },
});

const connectMyBank = handle({
  ...{ ...refusing(onboardProviderAccount), scope: ANY_KEY, response: userShape },
  async run(ctx) {
    const user_id = await self.id(ctx, "write:provider_accounts");
    const { onboarding_path } = await ctx.call(onboardProviderAccount, { user_id });
    const onboarding_url = onboarding_path.startsWith("/")
      ? addressOf(ctx, onboarding_path)
      : onboarding_path;
    return { ...(await wholeUser(ctx, await userWith(ctx, user_id))), onboarding_url };
  },
});

const getUserBank = handle({
  ...{ scope: "read:provider_accounts", response: bankShape },
  async run(ctx) {
    const user_id = await named().id(ctx, "read:provider_accounts");
    const [account] = (await ctx.read(billingOf, { user_ids: [user_id] })).accounts;
    if (!account?.account_ref) throw notFound("bank_account", user_id);
    return { ...account, currency: ctx.wire.currency };
  },
});

export const billingOperations = {
  ...{ setMyClientSecret, connectMyBank, getUserBank },
  ...twin("listMyPaymentMethods", "listUserPaymentMethods", listing),
  ...twin(
    "removeMyPaymentMethod",
    "removeUserPaymentMethod",
    withMethod(removePaymentMethod, "delete:payment_methods"),
  ),
  ...twin(
    "setMyDefaultPaymentMethod",
    "setUserDefaultPaymentMethod",
    withMethod(setDefaultPaymentMethod, WRITE),
  ),
};

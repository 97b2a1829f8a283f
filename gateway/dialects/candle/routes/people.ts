/** Users of the platform (8.7), each for themselves and by key, with their cards and bank accounts (PAM-1…4). */
import * as accounts from "../../../../services/accounts/public.ts";
import * as contracts from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { DialectContext } from "../../../kit/context.ts";
import { addressOf } from "../../../kit/files.ts";
import * as kit from "../../../kit/index.ts";
import { itsPlatform, mine, onPlatform, requireScope, self, signedIn, type Who, where } from "../platform.ts";
import * as shapes from "../shapes/people.ts";
import { asUser, named, twin, userWith, wholeUser, wholeUsers } from "../users.ts";

type User = accounts.MarketplaceUser;
const { marketplaceUser } = accounts;
const READ = "read:marketplace_users";
const WRITE = "write:marketplace_users";
const DELETE = "delete:marketplace_users";

/** The house stands for the organization: contracts name it, but it is none of the people who are listed (LNK-4). */
const people = async (ctx: DialectContext) => [...(await onPlatform(ctx)), where("is_house", false)];

const users = kit.area<shapes.WholeUser>(marketplaceUser, shapes.userShape, {
  filters: null,
  async complete(ctx, rows) {
    const whole = await wholeUsers(ctx, rows);
    for (const [i, row] of rows.entries()) Object.assign(row, whole[i]);
  },
});

const getMe = kit.handle({
  ...{ ...signedIn, response: asUser },
  run: async (ctx) => userWith(ctx, await self.id(ctx, READ)),
});

/** A customer reads only their own user (PRM-6). */
const getUser = kit.handle({
  ...{ ...signedIn, of: "marketplace_user", response: asUser },
  async run(ctx) {
    const id = kit.idOf(ctx, "marketplace_user");
    if (ctx.principal.persona?.user_id !== id) requireScope(ctx, READ);
    return userWith(ctx, id);
  },
});

type Fields = Parameters<NonNullable<(typeof accounts.createMarketplaceUser)["types"]>>[0];
/** The fields a body may set; read-only ones are left out. */
const given = (values: object): Omit<Fields, "platform_id"> => values;

/**
 * Another address of the signed-in user counts when they have proven it; one that a key writes counts at once (USR-2). All
 * that a body changes is changed, or nothing.
 */
async function changeUser(ctx: DialectContext, who: Who, values: object): Promise<User> {
  const id = await who.id(ctx, WRITE);
  const { email, ...rest } = given(values);
  const asks = who === self && email && !accounts.isSameAddress((await userWith(ctx, id)).email, email);
  const changes = asks || email === undefined ? rest : { ...rest, email };
  const steps = [
    { action: accounts.changeMarketplaceUser.name, input: { ...changes, id } },
    ...(asks ? [{ action: accounts.askEmail.name, input: { id, email } }] : []),
  ];
  return (await kit.inOneTransaction(ctx, marketplaceUser, steps, steps.length > 1)).at(-1) as User;
}

const updating = (who: Who): kit.Behavior =>
  kit.handle({
    ...{ ...kit.refusing(accounts.changeMarketplaceUser), ...who.needs(WRITE), response: asUser },
    ...{ body: shapes.userShape, mode: "change", run: (ctx, values) => changeUser(ctx, who, values) },
  });

/** An operation on the user. */
const on = (who: Who, scope = WRITE) => ({
  ...{ ...who.needs(scope), response: asUser },
  also: async (ctx: DialectContext) => ({ id: await who.id(ctx, WRITE) }),
});

const CARDS = "read:payment_methods";
const methodsOf = async (ctx: DialectContext, user_id: string) =>
  (await ctx.read(contracts.billingOf, { user_ids: [user_id] })).methods;

/** Does something with a method of the user, or answers 404; then answers the user. */
const withMethod = (operation: typeof contracts.removePaymentMethod, scope: string) => (who: Who) =>
  kit.handle({
    ...{ ...kit.refusing(operation), ...who.needs(scope), response: asUser },
    async run(ctx) {
      const user_id = await who.id(ctx, "write:payment_methods");
      const id = kit.idOf(ctx, "payment_method", "payment_method_id");
      const { get } = contracts.paymentMethod.actions;
      if ((await ctx.read(get, { id })).user_id !== user_id) throw notFound("payment_method", id);
      await ctx.call(operation, { id });
      return userWith(ctx, user_id);
    },
  });

/** The signed-in user, with what an operation has made for this answer alone. */
type Made = Partial<shapes.WholeUser>;
const mineWith = async (ctx: DialectContext, scope: string, made: Made): Promise<shapes.WholeUser> => {
  return { ...(await wholeUser(ctx, await userWith(ctx, await self.id(ctx, scope)))), ...made };
};

const BANK = "write:provider_accounts";
const bankOperations = {
  setMyClientSecret: kit.run(contracts.beginPaymentMethod, {
    ...{ ...mine("write:payment_methods"), response: shapes.userShape },
    after: (ctx, { client_secret }) => mineWith(ctx, "write:payment_methods", { client_secret }),
  }),
  connectMyBank: kit.run(contracts.onboardProviderAccount, {
    ...{ ...mine(BANK), response: shapes.userShape },
    after(ctx, { onboarding_path: path }) {
      return mineWith(ctx, BANK, { onboarding_url: path.startsWith("/") ? addressOf(ctx, path) : path });
    },
  }),
  getUserBank: kit.handle({
    ...{ scope: "read:provider_accounts", response: shapes.bankShape },
    async run(ctx) {
      const user_id = await named().id(ctx, READ);
      const [account] = (await ctx.read(contracts.billingOf, { user_ids: [user_id] })).accounts;
      if (!account?.account_ref) throw notFound("bank_account", user_id);
      return { ...account, currency: ctx.wire.currency };
    },
  }),
};

export const peopleOperations = {
  ...{ listUsers: kit.list(users, people), getMe, getUser, ...bankOperations },
  createUser: kit.run(accounts.createMarketplaceUser, {
    body: shapes.userShape,
    response: asUser,
    also: itsPlatform,
  }),
  ...twin("updateMe", updating),
  ...twin("deleteMe", (who) => kit.run(accounts.scheduleMarketplaceUserDeletion, on(who, DELETE))),
  ...twin("setMyImage", (who) =>
    kit.run(accounts.setMarketplaceUserImage, { ...on(who), body: shapes.mediaShape }),
  ),
  ...twin("addMyLink", (who) =>
    kit.run(accounts.addMarketplaceUserLink, { ...on(who), body: shapes.linkShape }),
  ),
  ...twin("removeMyLink", (who) => kit.run(accounts.removeMarketplaceUserLink, on(who))),
  ...twin("listMyPaymentMethods", (who) =>
    kit.handle({
      ...{ ...who.needs(CARDS), response: kit.eachOf(shapes.methodShape) },
      run: async (ctx) => methodsOf(ctx, await who.id(ctx, CARDS)),
    }),
  ),
  ...twin("removeMyPaymentMethod", withMethod(contracts.removePaymentMethod, "delete:payment_methods")),
  ...twin(
    "setMyDefaultPaymentMethod",
    withMethod(contracts.setDefaultPaymentMethod, "write:payment_methods"),
  ),
};

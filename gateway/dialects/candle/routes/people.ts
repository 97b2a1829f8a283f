/** Users of the platform (8.7), each for themselves and by key. */
import {
  addMarketplaceUserLink,
  askEmail,
  changeMarketplaceUser,
  createMarketplaceUser,
  isSameAddress,
  type MarketplaceUser,
  marketplaceUser,
  removeMarketplaceUserLink,
  scheduleMarketplaceUserDeletion,
  setMarketplaceUserImage,
} from "../../../../services/accounts/public.ts";
import type { Condition } from "../../../../shared/page.ts";
import { idOf } from "../../../kit/builders.ts";
import {
  ANY_KEY,
  area,
  type Behavior,
  type DialectContext,
  handle,
  inOneTransaction,
  list,
  refusing,
  run,
} from "../../../kit/index.ts";
import type { Scope } from "../../../kit/request.ts";
import { onPlatform, platformOf, requireScope, self, type Who } from "../platform.ts";
import { linkShape, mediaShape, userShape, type WholeUser } from "../shapes/people.ts";
import { asUser, twin, userWith, wholeUsers } from "../users.ts";

const READ = "read:marketplace_users";
const WRITE = "write:marketplace_users";
const DELETE = "delete:marketplace_users";

/** The house stands for the organization: contracts name it, but it is none of the people who are listed (LNK-4). */
const people = async (ctx: DialectContext): Promise<Condition[]> => [
  ...(await onPlatform(ctx)),
  { field: "is_house", op: "eq", value: false },
];

const users = area<WholeUser>(marketplaceUser, userShape, {
  filters: null,
  async complete(ctx, rows) {
    const whole = await wholeUsers(ctx, rows);
    for (const [i, row] of rows.entries()) Object.assign(row, whole[i]);
  },
});

const getMe = handle({
  ...{ scope: ANY_KEY, response: asUser },
  run: async (ctx) => userWith(ctx, await self.id(ctx, READ)),
});

/** A customer reads only their own user (PRM-6). */
const getUser = handle({
  ...{ scope: ANY_KEY, of: "marketplace_user", response: asUser },
  async run(ctx) {
    const id = idOf(ctx, "marketplace_user");
    if (ctx.principal.persona?.user_id !== id) requireScope(ctx, READ);
    return userWith(ctx, id);
  },
});

const createUser = handle({
  ...{ ...refusing(createMarketplaceUser), body: userShape, response: asUser },
  async run(ctx, values) {
    const { id } = await platformOf(ctx);
    return ctx.call(createMarketplaceUser, { ...given(values), platform_id: id });
  },
});

type Given = Parameters<NonNullable<(typeof createMarketplaceUser)["types"]>>[0];
/** The fields a body may set; read-only ones are left out. */
const given = (values: object): Omit<Given, "platform_id"> => values;

/**
 * Another address of the signed-in user counts when they have proven it; one that a key writes counts at once (USR-2). All
 * that a body changes is changed, or nothing.
 */
async function changeUser(ctx: DialectContext, who: Who, values: object): Promise<MarketplaceUser> {
  const id = await who.id(ctx, WRITE);
  const { email, ...rest } = given(values);
  const asks = who === self && email && !isSameAddress((await userWith(ctx, id)).email, email);
  const changes = asks || email === undefined ? rest : { ...rest, email };
  const steps = [
    { action: changeMarketplaceUser.name, input: { ...changes, id } },
    ...(asks ? [{ action: askEmail.name, input: { id, email } }] : []),
  ];
  const done = await inOneTransaction(ctx, marketplaceUser, steps, steps.length > 1);
  return done.at(-1) as MarketplaceUser;
}

const updating = (who: Who): Behavior =>
  handle({
    ...{ ...refusing(changeMarketplaceUser), scope: who.scope(WRITE), response: asUser },
    body: userShape,
    mode: "change",
    run: (ctx, values) => changeUser(ctx, who, values),
  });

type OnUser = { scope: Scope; response: typeof asUser; also(ctx: DialectContext): Promise<object> };
/** An operation on the user. */
const on = (who: Who, scope = WRITE): OnUser => ({
  scope: who.scope(scope),
  response: asUser,
  also: async (ctx: DialectContext) => ({ id: await who.id(ctx, WRITE) }),
});

export const peopleOperations = {
  ...{ listUsers: list(users, people), createUser, getMe, getUser },
  ...twin("updateMe", "updateUser", updating),
  ...twin("deleteMe", "deleteUser", (who) => run(scheduleMarketplaceUserDeletion, on(who, DELETE))),
  ...twin("setMyImage", "setUserImage", (who) =>
    run(setMarketplaceUserImage, { ...on(who), body: mediaShape }),
  ),
  ...twin("addMyLink", "addUserLink", (who) => run(addMarketplaceUserLink, { ...on(who), body: linkShape })),
  ...twin("removeMyLink", "removeUserLink", (who) => run(removeMarketplaceUserLink, on(who))),
};

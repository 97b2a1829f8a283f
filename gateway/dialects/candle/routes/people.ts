/** Users of the platform (8.7), each for themselves and by key. */
import {
  addMarketplaceUserLink,
  askEmail,
  changeMarketplaceUser,
  createMarketplaceUser,
  marketplaceUser,
  removeMarketplaceUserLink,
  scheduleMarketplaceUserDeletion,
  setMarketplaceUserImage,
} from "../../../../services/accounts/public.ts";
import { idOf } from "../../../kit/builders.ts";
import { objectOf, readOne } from "../../../kit/context.ts";
import {
  ANY_KEY,
  area,
  type Behavior,
  bodySchema,
  type DialectContext,
  handle,
  inWordsOf,
  list,
  refuseRest,
  refusing,
} from "../../../kit/index.ts";
import { onPlatform, platformOf, requireScope, self, type Who } from "../platform.ts";
import { linkShape, mediaShape, userShape, type WholeUser } from "../shapes/people.ts";
import { asUser, twin, userWith, wholeUsers } from "../users.ts";

const READ = "read:marketplace_users";
const WRITE = "write:marketplace_users";
const DELETE = "delete:marketplace_users";

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

/** Another address of the signed-in user counts when they have proven it; one that a key writes counts at once (USR-2). */
async function changeUser(ctx: DialectContext, who: Who): Promise<unknown> {
  refuseRest(ctx, ctx.request.query, () => []);
  const id = await who.id(ctx, WRITE);
  const { email, ...rest } = given(await readOne(ctx, userShape, objectOf(ctx), "change"));
  const asks =
    who === self && email && email.toLowerCase() !== (await userWith(ctx, id)).email?.toLowerCase();
  const changes = asks || email === undefined ? rest : { ...rest, email };
  return inWordsOf(userShape, async () => {
    const changed = await ctx.call(changeMarketplaceUser, { id, ...changes });
    return asUser.show(ctx, asks ? await ctx.call(askEmail, { id, email }) : changed);
  });
}

const updating = (who: Who): Behavior => ({
  ...{ scope: who.scope(WRITE), refuses: ["conflict"], response: asUser.schema },
  body: { schema: bodySchema(userShape, "change"), required: false },
  run: (ctx) => changeUser(ctx, who),
});

const deleting = (who: Who): Behavior =>
  handle({
    ...{ ...refusing(scheduleMarketplaceUserDeletion), scope: who.scope(DELETE), response: asUser },
    run: async (ctx) => ctx.call(scheduleMarketplaceUserDeletion, { id: await who.id(ctx, WRITE) }),
  });

const imaging = (who: Who): Behavior =>
  handle({
    ...{ ...refusing(setMarketplaceUserImage), scope: who.scope(WRITE), body: mediaShape, response: asUser },
    run: async (ctx, { file_id = "" }) =>
      ctx.call(setMarketplaceUserImage, { id: await who.id(ctx, WRITE), file_id }),
  });

const linking = (who: Who): Behavior =>
  handle({
    ...{ ...refusing(addMarketplaceUserLink), scope: who.scope(WRITE), body: linkShape, response: asUser },
    run: async (ctx, { url = "", label = null }) =>
      ctx.call(addMarketplaceUserLink, { id: await who.id(ctx, WRITE), url, label }),
  });

const unlinking = (who: Who): Behavior =>
  handle({
    ...{ ...refusing(removeMarketplaceUserLink), scope: who.scope(WRITE), response: asUser },
    run: async (ctx) =>
      ctx.call(removeMarketplaceUserLink, {
        id: await who.id(ctx, WRITE),
        link_id: idOf(ctx, "link", "link_id"),
      }),
  });

export const peopleOperations = {
  ...{ listUsers: list(users, onPlatform), createUser, getMe, getUser },
  ...twin("updateMe", "updateUser", updating),
  ...twin("deleteMe", "deleteUser", deleting),
  ...twin("setMyImage", "setUserImage", imaging),
  ...twin("addMyLink", "addUserLink", linking),
  ...twin("removeMyLink", "removeUserLink", unlinking),
};

/** The platform of the key, and its waitlist. */
import { marketplaceUser, platformKeys } from "../../../../services/accounts/public.ts";
import {
  changePlatform,
  currentPlatform,
  grantWaitlistEntry,
  joinWaitlist,
  type Platform,
  platform,
  removeWaitlistEntry,
  setPlatformLogo,
  waitlistEntry,
} from "../../../../services/contracts/public.ts";
import { notFound } from "../../../../shared/errors.ts";
import type { Answer } from "../../../kit/answer.ts";
import { idOf } from "../../../kit/builders.ts";
import { addressOf } from "../../../kit/files.ts";
import {
  area,
  type DialectContext,
  eachOf,
  handle,
  list,
  refusing,
  run,
  shownSchema,
  showOne,
} from "../../../kit/index.ts";
import { allRows } from "../../../kit/whole.ts";
import { ofPlatform, onPlatform, platformOf } from "../platform.ts";
import { keyShape, mediaShape, platformChangeShape, platformShape, waitlistShape } from "../shapes/people.ts";
import { userWith } from "../users.ts";

const READ = "read:platforms";

async function adminsOf(ctx: DialectContext, { id }: Platform): Promise<string[]> {
  const conditions = [
    { field: "platform_id", op: "eq" as const, value: id },
    { field: "role", op: "in" as const, value: ["owner", "admin"] },
  ];
  const rows = await allRows(ctx, marketplaceUser, { conditions, sort: "created_at" });
  return rows.map((each) => each.id);
}

const asPlatform: Answer<Platform> = {
  schema: (variant) => shownSchema(platformShape, variant),
  show: async (ctx, row) =>
    showOne(ctx, platformShape, {
      ...row,
      mode: ctx.principal.org.mode,
      admins: await adminsOf(ctx, row),
      logo: row.logo_path ? addressOf(ctx, row.logo_path) : null,
    }),
};

/** The id in the path, which is the key's platform or is not found (PLT-1). */
async function namedPlatform(ctx: DialectContext): Promise<string> {
  const id = idOf(ctx, "platform");
  if ((await platformOf(ctx)).id !== id) throw notFound("platform", id);
  return id;
}

const getPlatform = handle({ ...{ scope: READ, response: asPlatform }, run: platformOf });

/** A host as people write it: in any case, with a port (8.7). */
const hostOf = (given: string): string => given.toLowerCase().replace(/:\d+$/, "");

const getPlatformByDomain = handle({
  ...{ scope: READ, response: asPlatform },
  async run(ctx) {
    const domain = hostOf(ctx.request.params.domain ?? "");
    const conditions = [{ field: "domain", op: "eq" as const, value: domain }];
    const { data } = await ctx.read(platform.actions.list, { conditions, limit: 1 });
    if (!data[0]) throw notFound("platform", domain);
    return data[0];
  },
});

/** D44: the platform itself; 404 for a caller who is not one of its users. */
const checkMembership = handle({
  ...{ scope: "read:marketplace_users", response: asPlatform },
  async run(ctx) {
    await userWith(ctx, idOf(ctx, "marketplace_user", "user_id"));
    return platformOf(ctx);
  },
});

const updatePlatform = handle({
  ...{ ...refusing(changePlatform), body: platformChangeShape, response: asPlatform },
  mode: "change",
  run: async (ctx, changes) => ctx.call(changePlatform, { ...changes, id: await namedPlatform(ctx) }),
});

const setPlatformImage = handle({
  ...{ ...refusing(setPlatformLogo), body: mediaShape, response: asPlatform },
  run: async (ctx, { file_id = "" }) => ctx.call(setPlatformLogo, { id: await namedPlatform(ctx), file_id }),
});

const joining = handle({
  ...{ ...refusing(joinWaitlist), body: waitlistShape, response: waitlistShape },
  async run(ctx, { email = "", name = null }) {
    return ctx.call(joinWaitlist, { platform_id: (await platformOf(ctx)).id, email, name });
  },
});

const waitlist = area(waitlistEntry, waitlistShape, { filters: null });
/** The first platform of the organization is also that of keys which name none (PLT-1). */
const listKeys = handle({
  ...{ scope: "read:api_keys", response: eachOf(keyShape) },
  async run(ctx) {
    const [{ id: platform_id }, oldest] = await Promise.all([platformOf(ctx), ctx.read(currentPlatform, {})]);
    const { id: org_id } = ctx.principal.org;
    return ctx.read(platformKeys, { org_id, platform_id, is_oldest: oldest.id === platform_id });
  },
});

/** What the text mentions without an operation of its own. */
export const addedPlatforms = {
  "GET /platforms/keys": {
    ...{ id: "listPlatformKeys", tag: "Platforms", summary: "List the keys of the platform" },
    does: listKeys,
  },
  "GET /waitlists": {
    ...{ id: "listWaitlist", tag: "Waitlists", summary: "List the waitlist" },
    does: list(waitlist, onPlatform),
  },
};

/** Those who wait (WTL-2). */
const countWaitlist = handle({
  scope: "read:waitlists",
  schema: { type: "object", properties: { count: { type: "integer" } }, required: ["count"] },
  async run(ctx) {
    const conditions = [...(await onPlatform(ctx)), { field: "granted_at", op: "eq" as const, value: null }];
    const { count = 0 } = await ctx.read(waitlistEntry.actions.list, { conditions, limit: 1, count: true });
    return { count };
  },
});

/** An entry of the platform. */
const entry = {
  response: waitlistShape,
  async within(ctx: DialectContext) {
    const id = idOf(ctx, "waitlist_entry");
    await ofPlatform(ctx, "waitlist_entry", await ctx.read(waitlistEntry.actions.get, { id }));
    return ctx;
  },
};

export const platformOperations = {
  ...{ getPlatform, getPlatformByDomain, checkMembership, updatePlatform, setPlatformImage },
  ...{ joinWaitlist: joining, countWaitlist },
  ...{ grantWaitlist: run(grantWaitlistEntry, entry), leaveWaitlist: run(removeWaitlistEntry, entry) },
};

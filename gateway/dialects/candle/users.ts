/**
 * Users with the fields that other services store about them, and operations that exist for the signed-in user and for any
 * other.
 */
import { type MarketplaceUser, marketplaceUser } from "../../../services/accounts/public.ts";
import { billingOf } from "../../../services/contracts/public.ts";
import type { Condition } from "../../../shared/page.ts";
import { addressOf } from "../../kit/files.ts";
import { type Behavior, completed, type DialectContext } from "../../kit/index.ts";
import { namedBy, ofPlatform, onPlatform, self, type Who, where } from "./platform.ts";
import { userShape, type WholeUser } from "./shapes/people.ts";

type Rows = readonly MarketplaceUser[];
/** Users as they are shown; in one call for all of them. */
export async function wholeUsers(ctx: DialectContext, rows: Rows): Promise<WholeUser[]> {
  if (rows.length === 0) return [];
  const { accounts, methods } = await ctx.read(billingOf, { user_ids: rows.map(({ id }) => id) });
  return rows.map((row) => ({
    ...row,
    image: row.image_path ? addressOf(ctx, row.image_path) : null,
    account: accounts.find((each) => each.user_id === row.id) ?? null,
    methods: methods.filter((each) => each.user_id === row.id),
  }));
}

export const wholeUser = async (ctx: DialectContext, row: MarketplaceUser): Promise<WholeUser> =>
  (await wholeUsers(ctx, [row]))[0]!;

/** A user as an answer. */
export const asUser = completed(userShape, wholeUser);

/** A user of the platform, by id. */
export const userWith = async (ctx: DialectContext, id: string): Promise<MarketplaceUser> =>
  ofPlatform(ctx, "marketplace_user", await ctx.read(marketplaceUser.actions.get, { id }));

/** The user that the path names. */
export const named = (parameter = "id"): Who => ({
  needs: (scope) => ({ scope }),
  id: async (ctx) => (await namedBy(marketplaceUser, parameter)(ctx)).id,
});

/** The condition of lists of what is the user's whom the path names. */
export const ofUserNamed =
  (field: string) =>
  async (ctx: DialectContext): Promise<Condition[]> => [
    ...(await onPlatform(ctx)),
    where(field, await named("user_id").id(ctx, "")),
  ];

type Other<Mine extends string> = Mine extends `${infer Verb}My${infer Noun}`
  ? `${Verb}User${Noun}`
  : Mine extends `${infer Verb}Me`
    ? `${Verb}User`
    : never;
/** An operation for the signed-in user, and the same for the user whom the path names: "updateMe" and "updateUser". */
export const twin = <const Mine extends string>(mine: Mine, make: (who: Who) => Behavior) =>
  ({ [mine]: make(self), [mine.replace(/My|Me$/, "User")]: make(named()) }) as {
    [id in Mine | Other<Mine>]: Behavior;
  };

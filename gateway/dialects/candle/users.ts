/**
 * Users with the fields that other services store about them, and operations that exist for the signed-in user and for any
 * other.
 */
import { type MarketplaceUser, marketplaceUser } from "../../../services/accounts/public.ts";
import { billingOf } from "../../../services/contracts/public.ts";
import type { Condition } from "../../../shared/page.ts";
import type { Answer } from "../../kit/answer.ts";
import { idOf } from "../../kit/builders.ts";
import { addressOf } from "../../kit/files.ts";
import { type Behavior, type DialectContext, shownSchema, showOne } from "../../kit/index.ts";
import { ofPlatform, onPlatform, self, type Who } from "./platform.ts";
import { userShape, type WholeUser } from "./shapes/people.ts";

/** Users as they are shown; in one call for all of them. */
export async function wholeUsers(
  ctx: DialectContext,
  rows: readonly MarketplaceUser[],
): Promise<WholeUser[]> {
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
export const asUser: Answer<MarketplaceUser> = {
  schema: (variant) => shownSchema(userShape, variant),
  show: async (ctx, row) => showOne(ctx, userShape, await wholeUser(ctx, row)),
};

/** A user of the platform, by id. */
export const userWith = async (ctx: DialectContext, id: string): Promise<MarketplaceUser> =>
  ofPlatform(ctx, "marketplace_user", await ctx.read(marketplaceUser.actions.get, { id }));

/** The user that the path names. */
export const named = (parameter = "id"): Who => ({
  scope: (scope) => scope,
  id: async (ctx) => (await userWith(ctx, idOf(ctx, "marketplace_user", parameter))).id,
});

/** The condition of lists of what is the user's whom the path names. */
export const ofUserNamed =
  (field: string) =>
  async (ctx: DialectContext): Promise<Condition[]> => [
    ...(await onPlatform(ctx)),
    { field, op: "eq", value: (await userWith(ctx, idOf(ctx, "marketplace_user", "user_id"))).id },
  ];

/** An operation for the signed-in user, and the same for the user whom the path names. */
export const twin = <const Mine extends string, const Others extends string>(
  mine: Mine,
  others: Others,
  make: (who: Who) => Behavior,
) => ({ [mine]: make(self), [others]: make(named()) }) as { [id in Mine | Others]: Behavior };

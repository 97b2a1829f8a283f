/** Whose request it is: the platform that the credentials name, and the user who has signed in. */
import { currentPlatform, type Platform } from "../../../services/contracts/public.ts";
import { fail, notFound } from "../../../shared/errors.ts";
import type { Condition } from "../../../shared/page.ts";
import type { ActionRef } from "../../../shared/service/reference.ts";
import { idOf } from "../../kit/builders.ts";
import { ANY_KEY, type DialectContext } from "../../kit/index.ts";
import type { Scope } from "../../kit/request.ts";

const known = new WeakMap<DialectContext, Promise<Platform>>();

async function read(ctx: DialectContext): Promise<Platform> {
  const { platform_id, persona } = ctx.principal;
  const platform = await ctx.read(currentPlatform, platform_id ? { id: platform_id } : {});
  // A key that names no platform acts for the oldest (PLT-1), beside which a session of another one is out of place.
  if (persona && persona.platform_id !== platform.id)
    throw fail("unauthorized", "The session belongs to another platform than the key.");
  return platform;
}

/** The platform of a request, read once. */
export function platformOf(ctx: DialectContext): Promise<Platform> {
  const found = known.get(ctx) ?? read(ctx);
  known.set(ctx, found);
  return found;
}

/** The platform as input of an operation, and as the condition of lists: everything shown belongs to it (PLT-1). */
export const itsPlatform = async (ctx: DialectContext) => ({ platform_id: (await platformOf(ctx)).id });
export const onPlatform = async (ctx: DialectContext): Promise<Condition[]> => [
  where("platform_id", (await platformOf(ctx)).id),
];

/** The condition of a list that a field has this value. */
export const where = (field: string, value: string | boolean | null): Condition => ({
  field,
  op: "eq",
  value,
});

type OfPlatform = { id: string; platform_id: string | null };
/** Answers 404 for an object of another platform. */
export async function ofPlatform<R extends OfPlatform>(
  ctx: DialectContext,
  what: string,
  row: R,
): Promise<R> {
  if (row.platform_id !== (await platformOf(ctx)).id) throw notFound(what, row.id);
  return row;
}

type Readable<R> = { name: string; actions: { get: ActionRef<{ id: string }, R> } };
/** The object of the platform that the path names. */
export const namedBy =
  <R extends OfPlatform>({ name, actions }: Readable<R>, parameter = "id") =>
  async (ctx: DialectContext): Promise<R> =>
    ofPlatform(ctx, name, await ctx.read(actions.get, { id: idOf(ctx, name, parameter) }));

export const has = (ctx: DialectContext, scope: string): boolean =>
  ctx.principal.scopes.has(scope) || ctx.principal.scopes.has("*");

export function requireScope(ctx: DialectContext, scope: string): void {
  if (!has(ctx, scope)) throw fail("forbidden", `Requires the scope ${scope}.`, { required_scope: scope });
}

/** The signed-in user, if there is one; a session that has ended is refused wherever it would make a difference. */
export function personaOf({ principal }: DialectContext): DialectContext["principal"]["persona"] {
  if (principal.session_ended) throw fail("unauthorized", "This session has ended; sign in again.");
  return principal.persona;
}

/** The signed-in user (PRM-6). A key sent beside the session must also allow the operation. */
async function selfOf(ctx: DialectContext, scope: string): Promise<string> {
  const persona = personaOf(ctx);
  if (!persona) throw fail("unauthorized", "Send the session of a user as 'X-Session-Token'.");
  if (ctx.principal.actor.kind === "api_key") requireScope(ctx, scope);
  await platformOf(ctx);
  return persona.user_id;
}

/** The user an operation is about: the signed-in user, or the one in the path. */
export type Who = {
  /** What a key needs for it. */
  needs(scope: string): { scope: Scope };
  id(ctx: DialectContext, scope: string): Promise<string>;
};

/** For whoever has a credential; the operation decides what they may do. */
export const signedIn: { scope: Scope } = { scope: ANY_KEY };
export const self: Who = { needs: () => signedIn, id: selfOf };

/** An operation of the signed-in user, who is its input. */
export const mine = (scope: string) => ({
  ...signedIn,
  also: async (ctx: DialectContext) => ({ user_id: await self.id(ctx, scope) }),
});

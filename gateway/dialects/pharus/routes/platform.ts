/** Users, their tokens and invitations, and the organization of the header with its members. */
import * as accounts from "../../../../services/accounts/public.ts";
import { fail, invalidField, notFound } from "../../../../shared/errors.ts";
import { readUuid } from "../../../../shared/fields/index.ts";
import { batchOf } from "../../../../shared/service/batch.ts";
import { eachUnder } from "../../../kit/answer.ts";
import type { Behavior } from "../../../kit/behavior.ts";
import { idOf } from "../../../kit/builders.ts";
import { type DialectContext, showOne } from "../../../kit/context.ts";
import { handle, refusing } from "../../../kit/operation.ts";
import { ANY_KEY } from "../../../kit/request.ts";
import { allRows } from "../../../kit/whole.ts";
import { shownSchema } from "../../../shapes/schema.ts";
import { deleted } from "../area.ts";
import * as shapes from "../shapes/platform.ts";

const self = ({ principal: { person } }: DialectContext) => ({
  user_id: person.user_id,
  email: person.email,
});

/** A row of its own for anyone who is signed in. */
const signedIn = { scope: ANY_KEY } as const;
const one = { ids: { id: "id" } } as const;

const createUser = handle({
  ...{ ...signedIn, body: shapes.userShape, response: shapes.userShape },
  async run(ctx, { email, display_name = null }) {
    const { email: proven, firebase_uid } = ctx.principal.person;
    if (String(email).trim().toLowerCase() !== proven.toLowerCase())
      throw fail("forbidden", "You can only register the e-mail address of your own token.");
    return ctx.call(accounts.registerUser, { email: proven, display_name, uid: firebase_uid });
  },
});

const getMe = handle({
  ...{ ...signedIn, response: shapes.currentUserShape },
  run: (ctx) => ctx.read(accounts.currentUser, self(ctx)),
});

const updateMe = handle({
  ...{ ...signedIn, body: shapes.meShape, bodyRequired: true, response: shapes.userShape },
  async run(ctx, { display_name }) {
    if (display_name === undefined) return (await ctx.read(accounts.currentUser, self(ctx))).user;
    return ctx.call(accounts.changeUser, { ...self(ctx), display_name });
  },
});

const deleteMe = handle({
  ...{ ...signedIn, refuses: accounts.eraseUser.refuses ?? [], schema: deleted },
  async run(ctx) {
    const { signed_in_at } = ctx.principal.person;
    return { deletedId: (await ctx.call(accounts.eraseUser, { ...self(ctx), signed_in_at })).deleted_id };
  },
});

const listApiTokens = handle({
  ...{ ...signedIn, response: eachUnder("data", shapes.tokenShape) },
  async run(ctx) {
    const { user_id } = self(ctx);
    const { tokens } = await ctx.read(accounts.listPersonalTokens, { user_id });
    return tokens.map((each) => ({ ...each, user_id }));
  },
});

const createApiToken = handle({
  ...{ ...signedIn, body: shapes.wantedTokenShape, response: shapes.madeTokenShape },
  async run(ctx, { name = "", org_id = "", expires_in_days = null }) {
    const { user_id } = self(ctx);
    const input = { user_id, org_id, name, expires_in_days };
    const { token, key } = await ctx.call(accounts.createPersonalToken, input);
    return { token: { ...token, user_id }, plaintext: key };
  },
});

const revokeApiToken = handle({
  ...{ ...signedIn, ...one, of: "api_token", schema: deleted },
  async run(ctx, { id }) {
    const input = { user_id: self(ctx).user_id, id };
    return { deletedId: (await ctx.call(accounts.revokePersonalToken, input)).deleted_id };
  },
});

const listMyInvitations = handle({
  ...{ ...signedIn, response: eachUnder("data", shapes.invitationShape) },
  async run(ctx): Promise<shapes.Invited[]> {
    return (await ctx.read(accounts.ownInvitations, { email: self(ctx).email })).invitations;
  },
});

/** "ada@mill.example" → "a***@mill.example": enough to recognize one's own (4.12). */
const masked = (email: string) => email.replace(/^(.)[^@]*/, "$1***");

const getInvitationByToken: Behavior = {
  ...handle({
    schema: () => ({
      type: "object",
      properties: { invitation: shownSchema(shapes.invitationShape) },
      required: ["invitation"],
    }),
    async run(ctx) {
      const token = String(ctx.request.params.token);
      const found = await ctx.read(accounts.lookUpInvitation, { token: token.slice(0, 200) });
      const row = { ...found.invitation, email: masked(found.invitation.email), token };
      return { invitation: await showOne(ctx, shapes.invitationShape, row) };
    },
  }),
  pathSchemas: { token: { type: "string" } },
};

const acceptInvitation = handle({
  ...{ ...signedIn, body: shapes.acceptingShape, response: shapes.membershipShape },
  refuses: ["invalid_transition"],
  run: (ctx, { token = "", display_name = null }) =>
    ctx.call(accounts.acceptInvitation, { ...self(ctx), token, display_name }),
});

const declineInvitation = handle({
  ...{ ...signedIn, body: shapes.decliningShape, refuses: ["invalid_transition"] },
  schema: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] },
  async run(ctx, { id = "" }) {
    const named = readUuid(id);
    if (!named) throw notFound("invitation", id);
    await ctx.call(accounts.declineInvitation, { ...self(ctx), id: named });
    return { ok: true };
  },
});

const createOrganization = handle({
  ...{ ...signedIn, body: shapes.organizationShape, response: shapes.belongingShape },
  run: (ctx, { name = "", slug = "" }) => ctx.call(accounts.foundOrganization, { ...self(ctx), name, slug }),
});

const readOrganization = (ctx: DialectContext) =>
  ctx.read(accounts.organization.actions.get, { id: ctx.principal.org.id });

const getOrganization = handle({
  ...{ scope: "read:organization", response: shapes.wholeOrganizationShape, run: readOrganization },
});

const updateOrganization = handle({
  ...{ scope: "write:organization", body: shapes.organizationBody, bodyRequired: true },
  response: shapes.wholeOrganizationShape,
  async run(ctx, { slug, ...changes }) {
    const { org, scopes } = ctx.principal;
    // Read again, because cached data about the caller may be seconds old.
    if (slug !== undefined && slug !== (await readOrganization(ctx)).slug) {
      if (!scopes.has("purge:organization"))
        throw fail("forbidden", "Only an owner changes the slug.", { required_scope: "purge:organization" });
      // A refused change leaves the slug as it is.
      const rest = { action: accounts.organization.actions.update.name, input: { id: org.id, changes } };
      await ctx.read(batchOf("accounts"), { steps: [rest], check: true });
      await ctx.call(accounts.changeSlug, { id: org.id, user_id: self(ctx).user_id, slug });
    }
    return ctx.call(accounts.organization.actions.update, { id: org.id, changes });
  },
});

const deleteOrganization = handle({
  ...{ scope: "purge:organization", refuses: accounts.purgeOrganization.refuses ?? [], schema: deleted },
  async run(ctx) {
    const { org, person } = ctx.principal;
    const { user_id, signed_in_at } = person;
    const { id } = await ctx.call(accounts.purgeOrganization, { id: org.id, user_id, signed_in_at });
    return { deletedId: id };
  },
});

async function memberNamed(ctx: DialectContext): Promise<shapes.Membership> {
  const user_id = idOf(ctx, "member", "userId");
  const conditions = [{ field: "user_id", op: "eq" as const, value: user_id }];
  const { data } = await ctx.read(accounts.member.actions.list, { conditions, limit: 1 });
  if (!data[0]) throw notFound("member", user_id);
  return data[0];
}

const listMembers = handle({
  ...{ scope: "read:staff", response: eachUnder("data", shapes.memberShape) },
  async run(ctx) {
    const rows = await allRows(ctx, accounts.member, { sort: "created_at" });
    const { users } = await ctx.read(accounts.findUsers, { ids: rows.map((each) => each.user_id) });
    const known = new Map(users.map((each) => [each.id, each]));
    return rows.map((each) => ({ ...each, user: known.get(each.user_id) ?? shapes.unregistered(each) }));
  },
});

const updateMemberRole = handle({
  ...{ ...refusing(accounts.changeMember), body: shapes.roleShape, response: shapes.membershipShape },
  async run(ctx, { role }) {
    if (!role) throw invalidField("/role", "required", "'role' is required.");
    return ctx.call(accounts.changeMember, { id: (await memberNamed(ctx)).id, role });
  },
});

const removeMember = handle({
  ...{ ...refusing(accounts.removeMember), schema: deleted },
  async run(ctx) {
    const { id } = await memberNamed(ctx);
    return { deletedId: (await ctx.call(accounts.removeMember, { id })).deleted_id };
  },
});

const leaveOrganization = handle({
  ...{ ...refusing(accounts.leaveOrganization), ...signedIn },
  schema: { type: "object", properties: { deletedOrg: { type: "boolean" } }, required: ["deletedOrg"] },
  async run(ctx) {
    const { signed_in_at } = ctx.principal.person;
    const { deleted_org } = await ctx.call(accounts.leaveOrganization, { signed_in_at });
    return { deletedOrg: deleted_org };
  },
});

const listInvitations = handle({
  ...{ scope: "read:invitations", response: eachUnder("data", shapes.invitationShape) },
  run: (ctx): Promise<shapes.Invited[]> => allRows(ctx, accounts.invitation, { sort: "created_at" }),
});

const createInvitation = handle({
  ...{ ...refusing(accounts.sendInvitation), body: shapes.invitationShape, response: shapes.invitationShape },
  run: (ctx, { email = "", role = "viewer", inviter_name = null }) =>
    ctx.call(accounts.sendInvitation, { email, role, inviter_name }),
});

const resendInvitation = handle({
  ...{ ...refusing(accounts.resendInvitation), ...one, body: shapes.resendingShape },
  response: shapes.invitationShape,
  run: (ctx, { id, ...given }) => ctx.call(accounts.resendInvitation, { ...given, id }),
});

const revokeInvitation = handle({
  ...{ ...refusing(accounts.revokeInvitation), ...one, schema: deleted },
  run: async (ctx, { id }) => ({ deletedId: (await ctx.call(accounts.revokeInvitation, { id })).id }),
});

export const platformOperations = {
  ...{ createUser, getMe, updateMe, deleteMe, listApiTokens, createApiToken, revokeApiToken },
  ...{ listMyInvitations, getInvitationByToken, acceptInvitation, declineInvitation },
  ...{ createOrganization, getOrganization, updateOrganization, deleteOrganization },
  ...{ listMembers, updateMemberRole, removeMember, leaveOrganization },
  ...{ listInvitations, createInvitation, resendInvitation, revokeInvitation },
};

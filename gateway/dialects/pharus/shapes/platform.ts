/** People, organizations, memberships, invitations and tokens. */
import {
  type apiKey,
  currentUser,
  foundOrganization,
  invitation,
  member,
  organization,
  registerUser,
} from "../../../../services/accounts/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import type { OutputOf } from "../../../../shared/service/reference.ts";
import * as c from "../../../shapes/codecs.ts";
import { computed, field, outputOf, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { itself, listShown, oneShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { organization as inOrganization, nation, places, stamps } from "./common.ts";

/** Four roles; a manager is shown as a member (D54). */
export const role = c.enumMap(
  { owner: "owner", admin: "admin", member: "member", viewer: "viewer" } as const,
  {},
  { manager: "member" },
);

export type User = OutputOf<typeof registerUser>;
export const userShape = shape("User", outputOf(registerUser), {
  ...own(outputOf(registerUser), ["id", "is_active", "last_login_at", ...stamps], { readonly: true }),
  email: field("email", c.email, { required: true }),
  displayName: field("display_name", c.text, { nullable: true }),
  firebaseUid: computed(c.text, (row: User) => row.firebase_uid ?? row.id, { always: true }),
});

export const meShape = shape("Me", outputOf(registerUser), {
  displayName: field("display_name", c.text, { nullable: true }),
});

export const membershipShape = shape("Membership", member, {
  ...own(member, ["id", "user_id", "is_active", "last_active_at", ...stamps], { readonly: true }),
  ...own(member, inOrganization),
  role: field("role", role),
  joinedAt: shown("joined_at", c.instant, { always: true }),
});

export type Membership = Entity<typeof member>;
type WithUser = Membership & { user: User };
export const memberShape = shape("OrganizationMember", rowsOf<WithUser>(), {
  ...membershipShape.fields,
  user: computed(oneShown(userShape), (row: WithUser) => row.user),
});

export const organizationShape = shape("Organization", organization, {
  ...own(organization, ["id", "name", ...stamps]),
  slug: field("slug", c.text),
});

const contact = { contactEmail: "email", contactPhone: "phone", logoUrl: "logo" } as const;
export const settingsShape = shape("OrganizationSettings", organization, {
  ...own(organization, { orgId: "id" }, { readonly: true }),
  ...own(organization, ["legal_name"]),
  ...own(organization, { ...places, ...contact }),
  ...nation,
});
export const organizationBody = shape("OrganizationChanges", organization, {
  name: field("name", c.text),
  slug: field("slug", c.text),
  ...settingsShape.fields,
});

export type Organization = Entity<typeof organization>;
export const wholeOrganizationShape = shape("OrganizationDetail", rowsOf<Organization>(), {
  organization: itself(organizationShape),
  settings: itself(settingsShape),
});

export const belongingShape = shape("UserOrganization", outputOf(foundOrganization), {
  organization: shown("organization", oneShown(organizationShape)),
  membership: shown("membership", oneShown(membershipShape)),
});
export const currentUserShape = shape("CurrentUser", outputOf(currentUser), {
  user: shown("user", oneShown(userShape)),
  organizations: shown("organizations", listShown(belongingShape)),
});

export type Invited = Entity<typeof invitation> & { token?: string };
export const invitationShape = shape("Invitation", rowsOf<Invited>(invitation), {
  ...own(invitation, ["id", "invited_by", "expires_at", "accepted_at", "revoked_at", "created_at"], {
    readonly: true,
  }),
  ...own(invitation, inOrganization),
  email: field("email", c.email, { required: true }),
  role: field("role", role, { required: true }),
  inviterDisplayName: field("inviter_name", c.text, { givenOnly: true }),
  // Only the inviter, and who has it, see the token (D52).
  token: computed(c.text, (row: Invited) => row.token ?? "", { always: true }),
});

export type Token = Entity<typeof apiKey> & { user_id: string };
export const tokenShape = shape("ApiToken", rowsOf<Token>(), {
  id: shown("id", c.uuid),
  orgId: shown("org_id", c.uuid),
  userId: shown("user_id", c.uuid),
  name: field("name", c.text, { required: true }),
  expiresAt: shown("expires_at", c.instant, { nullable: true }),
  lastUsedAt: shown("last_used_at", c.instant, { nullable: true }),
  createdAt: shown("created_at", c.instant),
});

type WantedToken = { name: string; org_id: string; expires_in_days: number | null };
export const wantedTokenShape = shape("NewApiToken", rowsOf<WantedToken>(), {
  name: field("name", c.text, { required: true }),
  orgId: field("org_id", c.uuid, { required: true }),
  expiresInDays: field("expires_in_days", c.integer, { nullable: true }),
});

type MadeToken = { token: Token; plaintext: string };
export const madeTokenShape = shape("NewApiTokenAnswer", rowsOf<MadeToken>(), {
  token: shown("token", oneShown(tokenShape), { always: true }),
  plaintext: shown("plaintext", c.text, { always: true }),
});

type Accepting = { token: string; display_name: string | null };
export const acceptingShape = shape("AcceptInvitation", rowsOf<Accepting>(), {
  token: field("token", c.text, { required: true }),
  displayName: field("display_name", c.text, { nullable: true }),
});

export const decliningShape = shape("DeclineInvitation", rowsOf<{ id: string }>(), {
  invitationId: field("id", c.text, { required: true }),
});

export const resendingShape = shape("ResendInvitation", rowsOf<{ inviter_name: string | null }>(), {
  inviterDisplayName: field("inviter_name", c.text),
});

export const roleShape = shape("MemberRole", member, { role: field("role", role, { required: true }) });

/** A member who has never signed in, as a user. */
export const unregistered = ({ user_id, email, first_name, created_at, updated_at }: Membership): User => ({
  ...{ id: user_id, org_id: user_id, email, display_name: first_name, created_at, updated_at },
  ...{ firebase_uid: null, is_active: true, last_login_at: null, erase_at: null, created_by: "", version: 0 },
});

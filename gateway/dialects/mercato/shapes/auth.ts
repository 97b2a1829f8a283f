/** Bodies and rows of signing in, users and roles. */
import type { StaffRole } from "../../../../services/accounts/public.ts";
import { c, computed, field, rowsOf, shape } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { flagWord } from "../paging.ts";
import { bothCasings } from "./common.ts";

/** A form word that means yes; any other means no. */
const formFlag: Codec<boolean> = {
  schema: { type: "string" },
  out: (value) => value,
  in: (given) => ({ value: given === true || (typeof given === "string" && flagWord(given) === true) }),
};

/** Words separated by commas. */
const words: Codec<string[]> = {
  schema: { type: "string" },
  out: (value) => value.join(","),
  in: (given) =>
    typeof given === "string"
      ? {
          value: given
            .split(",")
            .map((each) => each.trim())
            .filter(Boolean),
        }
      : { allowed: "text" },
};

const minText = (least: number): Codec<string> => ({
  ...c.text,
  in: (given, wire) =>
    typeof given === "string" && given.length < least
      ? { allowed: `text of at least ${least} characters` }
      : c.text.in(given, wire),
});
const address: Codec<string> = {
  ...c.email,
  in: (given) =>
    typeof given === "string" && /^[^\s@]+@[^\s@]+$/.test(given.trim())
      ? { value: given.trim() }
      : { allowed: "an e-mail address" },
};

type Login = { email: string; password: string; remember: boolean; required_roles: string[] };
export const loginShape = shape("Login", rowsOf<Login>(), {
  email: field("email", address, { required: true }),
  password: field("password", minText(6), { required: true }),
  remember: field("remember", formFlag),
  requireRole: field("required_roles", words, { aliases: ["role"] }),
});

export const resetShape = shape("PasswordReset", rowsOf<{ email: string }>(), {
  email: field("email", address, { required: true }),
});
export const confirmShape = shape(
  "PasswordResetConfirmation",
  rowsOf<{ token: string; password: string }>(),
  {
    token: field("token", minText(10), { required: true }),
    password: field("password", minText(6), { required: true }),
  },
);

type Signup = {
  email: string;
  first_name: string;
  last_name: string;
  organization_name: string;
  password: string;
  repeated: string;
  accepted: boolean;
  locale: string;
};
const needed = { required: true } as const;
export const signupShape = shape("Signup", rowsOf<Signup>(), {
  email: field("email", address, needed),
  firstName: field("first_name", c.text, needed),
  lastName: field("last_name", c.text, needed),
  organizationName: field("organization_name", c.text, needed),
  password: field("password", minText(6), needed),
  confirmPassword: field("repeated", c.text, needed),
  termsAccepted: field("accepted", c.flag, needed),
  locale: field("locale", c.text),
});

export const locales = ["en", "pl", "es", "de"] as const;
export const localeShape = shape("Locale", rowsOf<{ locale: string }>(), {
  locale: field("locale", c.choiceOf(locales), { required: true }),
});

export const featuresShape = shape("FeatureCheck", rowsOf<{ features: string[] }>(), {
  features: field("features", c.listOf(c.text), { required: true }),
});

type NewUser = { email: string; password: string; name: string; business_unit_id: string; roles: string[] };
export const userBodyShape = shape("UserBody", rowsOf<NewUser>(), {
  email: field("email", address, { required: true }),
  password: field("password", minText(6), { required: true }),
  organizationId: field("business_unit_id", c.uuid, { required: true, aliases: ["organization_id"] }),
  name: field("name", c.text),
  roles: field("roles", c.listOf(c.text)),
});
export type RoleRow = StaffRole & { members: number; tenant_name: string };
export const roleShape = shape("Role", rowsOf<RoleRow>(), {
  id: computed(c.uuid, (row: RoleRow) => row.id),
  name: field("name", c.text, { required: true }),
  usersCount: computed(c.integer, (row: RoleRow) => row.members),
  tenantId: computed(c.uuid, (row: RoleRow) => row.org_id),
  tenantName: computed(c.text, (row: RoleRow) => row.tenant_name),
  isSuperAdmin: computed(c.flag, (row: RoleRow) => row.is_super_admin),
});

type Acl = { id: string; is_super_admin: boolean; features: string[]; business_unit_ids: string[] };
const acl = bothCasings({
  isSuperAdmin: field("is_super_admin", c.flag),
  features: field("features", c.listOf(c.text)),
  organizations: field("business_unit_ids", c.listOf(c.uuid), { nullable: true }),
});
export const roleAclShape = shape("RoleRights", rowsOf<Acl>(), {
  roleId: field("id", c.uuid, { required: true }),
  ...acl,
});
export const userAclShape = shape("UserRights", rowsOf<Acl>(), {
  userId: field("id", c.uuid, { required: true }),
  ...acl,
});

const asked = { required: true } as const;
export const roleIdShape = shape("RoleAsked", rowsOf<{ id: string }>(), {
  roleId: field("id", c.uuid, asked),
  tenantId: field("id", c.text),
});
export const userIdShape = shape("UserAsked", rowsOf<{ id: string }>(), {
  userId: field("id", c.uuid, asked),
});

import {
  choice,
  email,
  flag,
  group,
  id,
  instant,
  list,
  patterns,
  ref,
  text,
  timezone,
} from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** What a user may do on the platform: a member is a customer or seller, the others run it (PRM-1). */
export const marketplaceRoles = ["member", "editor", "admin", "owner"] as const;
export type MarketplaceRole = (typeof marketplaceRoles)[number];

export const MOST_LINKS = 20;

/** A page of the user elsewhere. */
export const link = {
  id: id({ readonly: true }),
  url: text({
    max: 2000,
    pattern: { regex: /^https:\/\/[^\s/?#]+(?:[/?#]\S*)?$/, allowed: "an address that begins with https://" },
  }),
  label: text({ optional: true, max: 100 }),
} as const;

const personal = { optional: true, private: true } as const;

/** A person on a platform, who buys or sells there (3.1). The house user is the organization itself (LNK-4). */
export const marketplaceUser = resource({
  service: "accounts",
  name: "marketplace_user",
  plural: "marketplace_users",
  grants: businessData,
  fields: {
    platform_id: ref("contracts.platform", { fixed: true, filter: ["eq"] }),
    is_house: flag({ default: false, readonly: true, filter: ["eq"] }),
    role: choice(marketplaceRoles, { default: "member", filter: ["eq"] }),
    email: email({ ...personal, typed: true, filter: ["eq"], about: "Unique on the platform." }),
    pending_email: email({
      ...personal,
      readonly: true,
      about: "Counts when a code sent to it is verified.",
    }),
    username: text({
      ...{ optional: true, min: 3, max: 30, pattern: patterns.name, typed: true, filter: ["eq"] },
      about: "Unique on the platform. Absent: one is made of the names.",
    }),
    name: text({ ...personal, max: 200, about: "Absent: first and last name." }),
    display_name: text({ ...personal, readonly: true, derived: true, max: 401 }),
    first_name: text({ ...personal, max: 200 }),
    last_name: text({ ...personal, max: 200 }),
    bio: text({ ...personal, max: 5000 }),
    timezone: timezone({ optional: true }),
    image_file_id: id({ optional: true, readonly: true }),
    image_path: text({
      optional: true,
      readonly: true,
      max: 200,
      about: "The picture's address on this server.",
    }),
    links: list(group(link), { default: [], readonly: true, private: true, max: MOST_LINKS }),
    signed_in_at: instant({ optional: true, readonly: true, about: "The latest sign-in." }),
    scheduled_deletion_at: instant({
      ...{ optional: true, readonly: true },
      about: "When the user is erased, unless they sign in before.",
    }),
  },
  unique: [
    ["email", "platform_id"],
    ["username", "platform_id"],
  ],
  indexes: [{ "links.id": 1 }],
  globalIndexes: [{ scheduled_deletion_at: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type MarketplaceUser = Entity<typeof marketplaceUser>;

/** With the name that others see: a given one, else first and last name (USR-3). */
export const shown = (user: MarketplaceUser): MarketplaceUser => ({
  ...user,
  display_name: user.name ?? ([user.first_name, user.last_name].filter(Boolean).join(" ") || null),
});

import { choice, flag, id, instant, list, ref, scope, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { accessLevels } from "./access-levels.ts";

/** A key (3.1): hashed, shown once, live or test; acts with its own scopes and its creator's current ones (PRM-2). */
export const apiKey = resource({
  service: "accounts",
  name: "api_key",
  plural: "api_keys",
  grants: { read: "admin", write: "admin" },
  fields: {
    name: text({ max: 100, sort: true }),
    description: text({ optional: true, max: 1000 }),
    prefix: text({ readonly: true, max: 20, about: "The first characters, to tell keys apart." }),
    hash: text({ readonly: true, hidden: true, max: 64 }),
    mode: choice(["live", "test"], { fixed: true, default: "live" }),
    access: choice(accessLevels, { default: "read_write", filter: ["eq"] }),
    scopes: list(scope(), { optional: true, max: 200 }),
    role_ids: list(ref("accounts.role"), {
      ...{ optional: true, readonly: true, max: 50, filter: ["eq"] },
      about: "With access `roles`: what it may do, within the rights of its creator.",
    }),
    business_unit_id: ref("accounts.business_unit", {
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The business unit in which it acts, with those below; null: all of its creator's.",
    }),
    profile: text({
      optional: true,
      max: 40,
      pattern: {
        regex: /^[a-z][a-z_]*$/,
        allowed: "lower-case letters (a to z) and underscores, the first a letter",
      },
      about: "The variant of an API for this key, where it has several; absent: the server's default.",
    }),
    platform_id: id({
      ...{ optional: true, readonly: true, filter: ["eq"] },
      about: "The platform that it acts for on the marketplace; absent: the oldest.",
    }),
    member_id: ref("accounts.member", { readonly: true }),
    personal: flag({
      default: false,
      readonly: true,
      filter: ["eq"],
      about: "A person's own token, which acts in their role.",
    }),
    expires_at: instant({ optional: true }),
    last_used_at: instant({ optional: true, readonly: true }),
    revoked_at: instant({ optional: true, readonly: true, filter: ["eq"] }),
  },
  business_units: true,
  search: ["name", "prefix"],
  globalIndexes: [{ member_id: 1 }],
  hardDelete: true,
  verbs: ["list", "get"],
});

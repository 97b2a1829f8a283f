import { email, flag, instant, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/**
 * A person who signs in (IDN-1). Belongs to no organization: each is a tenant of their own, whose id is the person's, so
 * that what they do leaves the same records. Memberships name it.
 */
export const user = resource({
  service: "accounts",
  name: "user",
  plural: "users",
  fields: {
    email: email({ private: true }),
    display_name: text({ optional: true, max: 200, private: true }),
    firebase_uid: text({ optional: true, max: 128, private: true, readonly: true }),
    is_active: flag({ default: true, readonly: true }),
    last_login_at: instant({ optional: true, readonly: true }),
    erase_at: instant({
      optional: true,
      readonly: true,
      about: "When the personal data are erased, unless the person signs in until then.",
    }),
  },
  globalIndexes: [{ erase_at: 1 }],
  verbs: [],
});

export type User = Entity<typeof user>;

/** The person of an e-mail address, whatever its case, registered or not. */
export const userIdOf = (address: string): string => idOf(`user:${address.trim().toLowerCase()}`);

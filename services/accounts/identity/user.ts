import { email, instant, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";

/** A login identity. Belongs to no organization: `tenantless` rows are reached by their unique e-mail only. */
export const user = resource({
  service: "accounts",
  name: "user",
  plural: "users",
  fields: {
    email: email({ private: true }),
    display_name: text({ optional: true, max: 200, private: true }),
    last_login_at: instant({ optional: true, readonly: true }),
  },
  unique: [["email"]],
  verbs: [],
});

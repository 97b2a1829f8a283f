/** Who may become a user of a platform, and what a granted person is written (WTL-3). */
import { typedAs } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../../accounts/public.ts";
import { platform } from "../platforms/platform.ts";
import * as declared from "./declarations.ts";
import { waitlistEntry } from "./waitlist-entry.ts";

export const admission = query(declared.admission, async (reader, { platform_id, email }) => {
  const { waitlist_only } = await reader.load(platform, platform_id);
  if (!waitlist_only) return { admitted: true };
  const own = { platform_id, ...typedAs(waitlistEntry, "email", email), granted_at: { $ne: null } };
  return { admitted: (await reader.findOne(waitlistEntry, own)) !== null };
});

export const grantLetter = query(declared.grantLetter, async (reader, { id }, call) => {
  const entry = await reader.get(waitlistEntry, id);
  if (!entry) return { letter: null };
  const [{ name, url }, { locale }] = await Promise.all([
    reader.load(platform, entry.platform_id),
    call(organization.actions.get, { id: reader.org.id }),
  ]);
  return { letter: { email: entry.email, platform: name, url, locale } };
});

import { count, id, instant, list, text } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { keyOf } from "../../../shared/resource/words.ts";

/** The code that was mailed to an e-mail address last; there is one row per platform and address (USR-1). */
export const oneTimeCode = resource({
  service: "accounts",
  name: "one_time_code",
  plural: "one_time_codes",
  fields: {
    platform_id: id(),
    /** HMAC of the code; null once it was used. */
    code_mac: text({ optional: true, hidden: true, max: 64 }),
    /** Address and code, sealed for the mail. */
    sealed_letter: text({ optional: true, hidden: true, sealed: true, max: 1000 }),
    tries: count(),
    expires_at: instant(),
    /** Times of the last hour's requests for codes. */
    asked_at: list(instant(), { max: 10 }),
  },
  globalIndexes: [{ expires_at: 1 }],
  hardDelete: true,
  verbs: [],
});

export const codeId = (platform_id: string, email: string): string =>
  idOf(`code:${platform_id}:${keyOf(email.trim())}`);

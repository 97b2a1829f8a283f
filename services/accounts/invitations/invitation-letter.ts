import { nowInstant } from "../../../shared/clock.ts";
import { opened } from "../../../shared/service/cipher.ts";
import { query } from "../../../shared/service/operation.ts";
import { organization } from "../organizations/organization.ts";
import * as declared from "./declarations.ts";
import { invitation } from "./invitation.ts";
import { stateOf } from "./tokens.ts";

const none = { letter: null };

export const invitationLetter = query(declared.invitationLetter, async (reader, { id, expires_at }) => {
  if (!(await reader.get(invitation, id))) return none;
  const [found, { name, locale, timezone }] = await Promise.all([
    reader.load(invitation, id, { withHidden: true }),
    reader.load(organization, reader.org.id),
  ]);
  const { email, inviter_name, role, sealed_token } = found;
  if (stateOf(found, nowInstant()) !== "pending" || found.expires_at !== expires_at) return none;
  const token = sealed_token && opened(reader.cipher, sealed_token);
  return {
    letter: token
      ? { email, inviter_name, role, expires_at, token, organization: name, locale, timezone }
      : null,
  };
});

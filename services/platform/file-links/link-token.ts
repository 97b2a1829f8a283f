/** Tokens of signed links to files (DOC-2): sealed under the installation's key, they need no other credential. */
import { nowMs } from "../../../shared/clock.ts";
import { notFound } from "../../../shared/errors.ts";
import { type Cipher, opened } from "../../../shared/service/cipher.ts";
import { linkExpired } from "./errors.ts";

export const LINK_MS = 15 * 60_000;

type Link = { file_id: string; name: string; until: number };

export const sealLink = (cipher: Cipher, link: Link): string =>
  Buffer.from(cipher.seal(JSON.stringify(link)), "base64").toString("base64url");

/** Throws 404 for a token that was altered, 403 for one that has expired. */
export function openToken(cipher: Cipher, token: string): Link {
  const bytes = Buffer.from(token, "base64url");
  // The last character has bits that decoding ignores: a token altered in these would pass.
  const text = bytes.toString("base64url") === token ? opened(cipher, bytes.toString("base64")) : null;
  if (text === null) throw notFound("file", "of this link");
  const link = JSON.parse(text) as Link;
  if (link.until <= nowMs()) throw linkExpired({});
  return link;
}

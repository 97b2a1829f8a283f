/** Refresh tokens: sealed under the installation's key, with the session they belong to (API-13). The row has the hash of the valid one. */
import { newId, sha256 } from "../../../shared/ids.ts";
import { type Cipher, opened } from "../../../shared/service/cipher.ts";

const LIFETIME_MS = 30 * 86_400_000;

export function newRefreshToken(cipher: Cipher, session_id: string, now: string) {
  const sealed = cipher.seal(JSON.stringify({ session_id, id: newId() }));
  const refresh_token = Buffer.from(sealed, "base64").toString("base64url");
  const expires_at = new Date(Date.parse(now) + LIFETIME_MS).toISOString();
  return { refresh_token, stored: { refresh_hash: sha256(refresh_token), expires_at } };
}

/** The session of a token, valid or replaced; null for one that we did not make. */
export function sessionOf(cipher: Cipher, token: string): string | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.toString("base64url") !== token) return null;
  const text = opened(cipher, bytes.toString("base64"));
  return text === null ? null : (JSON.parse(text) as { session_id: string }).session_id;
}

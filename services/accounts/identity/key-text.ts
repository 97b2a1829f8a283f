/** The secret text of a key. It is shown once, and stored only as a hash (API-13). */
import { randomBytes } from "node:crypto";
import { sha256 } from "../../../shared/ids.ts";

export type Mode = "live" | "test";

/** A key's text: a product prefix, the mode (`pat` for a personal token), 32 random bytes (API-13, IDN-4). */
export function newKeyText(mode: Mode | "pat"): { key: string; prefix: string; hash: string } {
  const key = `br_${mode}_${randomBytes(32).toString("base64url")}`;
  return { key, prefix: key.slice(0, mode.length + 12), hash: sha256(key) };
}

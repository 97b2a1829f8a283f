/** The secret text of a key. It is shown once, and stored only as a hash (API-13). */
import { randomBytes } from "node:crypto";
import { sha256 } from "../../../shared/ids.ts";

export type Mode = "live" | "test";

/** Keys of platforms begin like those of Candle (PLT-1). */
type Product = "br" | "cndl";

export type KeyText = { key: string; prefix: string; hash: string };

/** A key's text: a product prefix, the mode (`pat` for a personal token), 32 random bytes (API-13, IDN-4). */
export function newKeyText(mode: Mode | "pat", product: Product = "br"): KeyText {
  const beginning = `${product}_${mode}_`;
  const key = beginning + randomBytes(32).toString("base64url");
  return { key, prefix: key.slice(0, beginning.length + 8), hash: sha256(key) };
}

/** The text of a key with roles: `omk_`, 8 hexadecimal digits to tell keys apart, a dot, and 48 that nobody knows (MRC-KEY-1). */
export function newRoleKeyText(): KeyText {
  const prefix = `omk_${randomBytes(4).toString("hex")}`;
  const key = `${prefix}.${randomBytes(24).toString("hex")}`;
  return { key, prefix, hash: sha256(key) };
}

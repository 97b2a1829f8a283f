/** The secret text of a key. It is shown once, and stored only as a hash (API-13). */
import { randomBytes } from "node:crypto";
import { sha256 } from "../../../shared/ids.ts";

export type Mode = "live" | "test";

/** Keys of platforms begin like those of Candle (PLT-1). */
type Product = "br" | "cndl";

/** A key's text: a product prefix, the mode (`pat` for a personal token), 32 random bytes (API-13, IDN-4). */
export function newKeyText(
  mode: Mode | "pat",
  product: Product = "br",
): { key: string; prefix: string; hash: string } {
  const beginning = `${product}_${mode}_`;
  const key = beginning + randomBytes(32).toString("base64url");
  return { key, prefix: key.slice(0, beginning.length + 8), hash: sha256(key) };
}

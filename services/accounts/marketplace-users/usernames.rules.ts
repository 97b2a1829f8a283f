/** Usernames that are made of a text (8.7, USR-7). */
import { folded } from "../../../shared/resource/words.ts";

const LEAST = 3;
const MOST = 30;

/** Words that would mislead about who speaks. */
const reserved = new Set([
  "admin",
  "administrator",
  "root",
  "system",
  "support",
  "house",
  "candle",
  "backroom",
]);

/** "Ärzte & Co. GmbH" → "arztecogmbh", "ab" → "ab0". */
export function usernameOf(text: string): string {
  const plain = (folded(text).match(/[a-z0-9]+/g) ?? ["user"]).join("").slice(0, MOST);
  return reserved.has(plain) ? `${plain}0` : plain.padEnd(LEAST, "0");
}

/** The name itself, then with 2, 3 … behind it, never longer than allowed. */
export const nthUsername = (name: string, n: number): string => {
  const suffix = n < 2 ? "" : String(n);
  return name.slice(0, MOST - suffix.length) + suffix;
};

/** The hash chain of journals (LED-6): per organization and currency, in the order of `seq`. */
import { createHash } from "node:crypto";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** What the first journal of a chain points back to. */
export const CHAIN_START = "0".repeat(64);

function canonicalNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value} (INV-10)`);
  return String(Object.is(value, -0) ? 0 : value);
}

/** Canonical JSON: no spaces, keys in code-unit order, undefined members left out, numbers whole. */
export function canonicalJson(value: Json): string {
  if (typeof value === "number") return canonicalNumber(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`);
  return `{${members.join(",")}}`;
}

/** `SHA-256(prev_hash ‖ canonical JSON)` as 64 hex digits. */
export function chainHash(prev_hash: string, content: Json): string {
  return createHash("sha256").update(prev_hash).update(canonicalJson(content)).digest("hex");
}

export type Chained = { prev_hash: string; hash: string } & { [key: string]: Json | undefined };

/** A journal with its link; the hash covers everything but the two hashes themselves. */
export function link(prev_hash: string, content: { [key: string]: Json | undefined }): Chained {
  return { ...content, prev_hash, hash: chainHash(prev_hash, content) };
}

export type ChainCheck = { ok: true; head: string } | { ok: false; code: "chain_broken"; index: number };

/** INV-2: the chain verifies from the first row; `index` is the first row that was changed, moved or lost. */
export function verifyChain(rows: Iterable<Chained>, start: string = CHAIN_START): ChainCheck {
  let head = start;
  let index = 0;
  for (const { prev_hash, hash, ...content } of rows) {
    if (prev_hash !== head || hash !== chainHash(prev_hash, content)) {
      return { ok: false, code: "chain_broken", index };
    }
    head = hash;
    index += 1;
  }
  return { ok: true, head };
}

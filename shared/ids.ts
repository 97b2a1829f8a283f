/** Ids: UUIDv7, ordered by their creation time (ID-1). */
import { hash } from "node:crypto";
import { v7 } from "uuid";
import { nowMs } from "./clock.ts";

export const newId = (): string => v7({ msecs: nowMs() });

/** SHA-256 in hex: fingerprints, key hashes, chains. */
export const sha256 = (text: string): string => hash("sha256", text, "hex");

/** The same of bytes: the content of a file. */
export const sha256Of = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");

/** The creation time of one of our ids, in milliseconds since 1970: UUIDv7 begins with it. */
export const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** An id that sorts before every id created at this time or later. */
export const firstIdAt = (ms: number): string => {
  const hex = Math.max(0, ms).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
};

/** A UUID derived from a name: the same name gives the same id. */
export const idOf = (name: string): string =>
  sha256(name)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

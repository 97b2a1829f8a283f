/** Ids: UUIDv7, ordered by the time they were made (ID-1). */
import { hash } from "node:crypto";
import { v7 } from "uuid";
import { nowMs } from "./clock.ts";

export const newId = (): string => v7({ msecs: nowMs() });

/** SHA-256 in hex: fingerprints, key hashes, chains. */
export const sha256 = (text: string): string => hash("sha256", text, "hex");

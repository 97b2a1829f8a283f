/** Stored files (FIL-1). */
import { bytes, count, flag, id, instant, list, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { MOST_CHUNKS } from "./chunks.rules.ts";

/** Bytes of a tenant, kept once whatever they are called: rows that name a file have a name for it of their own. */
export const file = resource({
  service: "platform",
  name: "file",
  plural: "files",
  scope: "documents",
  fields: {
    sha256: text({ readonly: true, min: 64, max: 64 }),
    bytes: count({ readonly: true }),
    mime_type: text({ readonly: true, max: 200, about: "By the file's first bytes, else by its extension." }),
    /** Who names it, as "service.resource:id", and how many they are; nobody for a day, and it is removed. */
    holders: list(text({ max: 150 }), { readonly: true, hidden: true, default: [] }),
    names_count: count({ readonly: true, hidden: true, default: 0 }),
    /** When it was last uploaded. */
    offered_at: instant({ readonly: true, hidden: true }),
    /** Its parts are being removed: nobody may name it any more. */
    removing: flag({ readonly: true, hidden: true, default: false }),
  },
  unique: [["sha256"]],
  globalIndexes: [{ names_count: 1, offered_at: 1 }],
  hardDelete: true,
  verbs: [],
});

/** A part of a file, or of an upload that has not become one yet. */
export const fileChunk = resource({
  service: "platform",
  name: "file_chunk",
  plural: "file_chunks",
  fields: {
    file_id: id(),
    n: count({ max: MOST_CHUNKS - 1 }),
    size: count(),
    data: bytes({ hidden: true }),
    /** It belongs to a file. */
    kept: flag({ default: false }),
  },
  unique: [["file_id", "n"]],
  globalIndexes: [{ kept: 1, created_at: 1 }],
  hardDelete: true,
  verbs: [],
});

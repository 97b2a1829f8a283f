/** Stored files (FIL-1). */
import { bytes, count, flag, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { resource } from "../../../shared/resource/resource.ts";
import { MOST_CHUNKS } from "./chunks.rules.ts";

/** Bytes of a tenant, stored once for all names. Each row that names a file has its own name for it. */
export const file = resource({
  service: "platform",
  name: "file",
  plural: "files",
  scope: "documents",
  fields: {
    sha256: text({ readonly: true, min: 64, max: 64 }),
    bytes: count({ readonly: true }),
    mime_type: text({ readonly: true, max: 200, about: "By the file's first bytes, else by its extension." }),
    /** The rows that name it, as "service.resource:id", and their number. A file without any is removed after a day. */
    holders: list(text({ max: 150 }), { readonly: true, hidden: true, default: [] }),
    names_count: count({ readonly: true, hidden: true, default: 0 }),
    /** The time of its last upload. */
    offered_at: instant({ readonly: true, hidden: true }),
    /** Its parts are being removed, so no row may name it any more. */
    removing: flag({ readonly: true, hidden: true, default: false }),
    /** For a picture: the secret part of its public address (FIL-2). */
    public_token: text({ optional: true, readonly: true, hidden: true, max: 100 }),
    /** The last row stopped showing it: its address leads nowhere, though its day is not over. */
    withdrawn: flag({ readonly: true, hidden: true, default: false }),
    width: count({ optional: true, readonly: true, hidden: true }),
    height: count({ optional: true, readonly: true, hidden: true }),
    /** For a picture: its smaller copies, which are files that the same rows name. */
    copies: list(group({ side: count(), file_id: id(), token: text() }), {
      ...{ readonly: true, hidden: true, default: [] },
    }),
  },
  unique: [["sha256"]],
  indexes: [{ holders: 1 }],
  globalIndexes: [{ names_count: 1, offered_at: 1 }, { public_token: 1 }],
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
    /** Whether it belongs to a file. */
    kept: flag({ default: false }),
  },
  unique: [["file_id", "n"]],
  globalIndexes: [{ kept: 1, created_at: 1 }],
  hardDelete: true,
  verbs: [],
});

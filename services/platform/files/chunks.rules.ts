/** The chunks of a file in the database: of GridFS's size, numbered from 0. */

import { idOf } from "../../../shared/ids.ts";

/** The size of GridFS. A chunk in base64 fits into one NATS message. */
export const CHUNK_BYTES = 261_120;

export const MOST_FILE_BYTES = 100 * 1024 * 1024;
/** The largest document (DOC-1). */
export const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;

export const MOST_CHUNKS = Math.ceil(MOST_FILE_BYTES / CHUNK_BYTES);

/** An empty file has one empty chunk. */
export const chunksOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK_BYTES));

export const chunkId = (file_id: string, n: number): string => idOf(`chunk ${file_id} ${n}`);

/** Stores a fetched picture, like an upload. */
import { newId, sha256Of } from "../../../shared/ids.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { CHUNK_BYTES, createPicture, putChunk } from "../../platform/public.ts";

/** The last part of the address's path. */
function nameOf(address: string): string {
  const last = new URL(address).pathname.split("/").at(-1);
  return (last || "picture").slice(-255);
}

/** Returns the picture's id. Each attempt is another upload; the parts of one that was interrupted are removed after a day. */
export async function storePicture(call: Call, address: string, bytes: Buffer): Promise<string> {
  const upload_id = newId();
  for (let n = 0; n === 0 || n * CHUNK_BYTES < bytes.length; n++) {
    const data = bytes.toString("base64", n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    await call(putChunk, { upload_id, n, data });
  }
  const upload = { upload_id, name: nameOf(address), bytes: bytes.length, sha256: sha256Of(bytes) };
  return (await call(createPicture, upload)).id;
}

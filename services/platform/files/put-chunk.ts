import { invalidField } from "../../../shared/errors.ts";
import { flow } from "../../../shared/service/operation.ts";
import { CHUNK_BYTES, chunkId } from "./chunks.rules.ts";
import * as declared from "./declarations.ts";
import { fileChunk } from "./file.ts";

export const putChunk = flow(declared.putChunk, async ({ write }, { upload_id, n, data }) => {
  const bytes = Buffer.from(data, "base64");
  if (bytes.length > CHUNK_BYTES)
    throw invalidField("/data", "too_large", `A part has at most ${CHUNK_BYTES} bytes.`);
  const values = { file_id: upload_id, n, size: bytes.length, data: bytes };
  await write.upsertMany(fileChunk, [{ id: chunkId(upload_id, n), values }]);
  return { n };
});

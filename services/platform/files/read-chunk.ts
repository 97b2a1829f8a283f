import { notFound } from "../../../shared/errors.ts";
import { bufferOf } from "../../../shared/fields/index.ts";
import { query } from "../../../shared/service/operation.ts";
import { chunkId } from "./chunks.rules.ts";
import * as declared from "./declarations.ts";
import { fileChunk } from "./file.ts";

export const readChunk = query(declared.readChunk, async (reader, { file_id, n }) => {
  const [part] = await reader.find(fileChunk, { _id: chunkId(file_id, n), kept: true }, { withHidden: true });
  if (!part) throw notFound("file", file_id);
  return { data: bufferOf(part.data).toString("base64") };
});

import { notFound } from "../../../shared/errors.ts";
import { bufferOf } from "../../../shared/fields/index.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { chunkId } from "../files/chunks.rules.ts";
import { fileChunk } from "../files/file.ts";
import * as declared from "./declarations.ts";
import { openToken } from "./link-token.ts";

export const readLinkedChunk = beforeTenant(
  declared.readLinkedChunk,
  async ({ cipher, lookup }, { token, n }) => {
    const { file_id } = openToken(cipher, token);
    const found = await lookup(fileChunk, { _id: chunkId(file_id, n) });
    if (!found) throw notFound("file", file_id);
    return { data: bufferOf(found.document.data).toString("base64") };
  },
);

/** Stores an uploaded picture, re-encoded; one file for the same content. */
import { hash, randomBytes } from "node:crypto";
import { bufferOf } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { CHUNK_BYTES, chunkId, chunksOf } from "../files/chunks.rules.ts";
import { incompleteUpload } from "../files/errors.ts";
import { file, fileChunk } from "../files/file.ts";
import * as declared from "./declarations.ts";
import { type Encoded, encodePicture } from "./encode-picture.ts";
import { wrongPicture } from "./errors.ts";
import { pathOf } from "./picture-path.ts";

async function uploaded(reader: Reader, upload_id: string, bytes: number): Promise<Buffer> {
  const parts = await reader.find(fileChunk, { file_id: upload_id }, { withHidden: true, sort: { n: 1 } });
  const whole = Buffer.concat(parts.map(({ data }) => bufferOf(data)));
  if (parts.length !== chunksOf(bytes) || whole.length !== bytes) throw incompleteUpload({});
  return whole;
}

async function store(tx: Tx, { bytes, mime_type }: Encoded) {
  const sha256 = hash("sha256", bytes, "hex");
  const public_token = randomBytes(32).toString("base64url");
  const there = await tx.findOne(file, { sha256 });
  if (there) {
    const { public_token: known } = await tx.load(file, there.id, { withHidden: true });
    const $set = { offered_at: tx.now, public_token: known ?? public_token };
    const again = await tx.update(
      file,
      { _id: there.id, removing: { $ne: true } },
      { $set },
      { emit: "none" },
    );
    if (again) return { ...again, path: pathOf($set.public_token) };
  }
  const id = newId();
  const parts = Array.from({ length: chunksOf(bytes.length) }, (_, n) => {
    const data = bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    return { id: chunkId(id, n), file_id: id, n, size: data.length, data, kept: true };
  });
  await tx.append(fileChunk, parts);
  const made = { id, sha256, bytes: bytes.length, mime_type, holders: [], names_count: 0 };
  const row = await tx.insert(file, { ...made, offered_at: tx.now, removing: false, public_token });
  return { ...row, path: pathOf(public_token) };
}

export const createPicture = command(declared.createPicture, {
  async gather(_call, { upload_id, bytes, name }, _meta, reader) {
    const encoded = await encodePicture(await uploaded(reader, upload_id, bytes));
    if (!encoded) throw wrongPicture({ name }, [{ pointer: "/file" }]);
    return encoded;
  },
  run: (tx, _input, encoded) => store(tx, encoded),
});

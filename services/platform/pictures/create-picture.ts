/** Stores an uploaded picture, re-encoded, with its smaller copies; one file for the same content. */
import { hash, randomBytes } from "node:crypto";
import { bufferOf } from "../../../shared/fields/index.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { CHUNK_BYTES, chunkId, chunksOf } from "../files/chunks.rules.ts";
import { incompleteUpload } from "../files/errors.ts";
import { file, fileChunk } from "../files/file.ts";
import { copyHolderOf, holdFile } from "../files/hold-file.ts";
import * as declared from "./declarations.ts";
import { type Encoded, type EncodedPicture, encodePicture } from "./encode-picture.ts";
import { wrongPicture } from "./errors.ts";
import { addressesOf } from "./picture-path.ts";

async function uploaded(reader: Reader, upload_id: string, bytes: number): Promise<Buffer> {
  const parts = await reader.find(fileChunk, { file_id: upload_id }, { withHidden: true, sort: { n: 1 } });
  const whole = Buffer.concat(parts.map(({ data }) => bufferOf(data)));
  if (parts.length !== chunksOf(bytes) || whole.length !== bytes) throw incompleteUpload({});
  return whole;
}

/** What is stored of a picture beside its bytes. */
type Seen = { width?: number; height?: number; copies: { side: number; file_id: string; token: string }[] };

async function store(tx: Tx, { bytes, mime_type }: Encoded, seen: Seen = { copies: [] }) {
  const sha256 = hash("sha256", bytes, "hex");
  const token = randomBytes(32).toString("base64url");
  const there = await tx.findOne(file, { sha256 });
  if (there) {
    const { public_token: known, copies } = await tx.load(file, there.id, { withHidden: true });
    const kept = seen.copies.length ? seen : { copies };
    const $set = { offered_at: tx.now, withdrawn: false, public_token: known ?? token, ...kept };
    const again = await tx.update(
      file,
      { _id: there.id, removing: { $ne: true } },
      { $set },
      { emit: "none" },
    );
    if (again) return { row: again, token: $set.public_token };
  }
  const id = newId();
  const parts = Array.from({ length: chunksOf(bytes.length) }, (_, n) => {
    const data = bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    return { id: chunkId(id, n), file_id: id, n, size: data.length, data, kept: true };
  });
  await tx.append(fileChunk, parts);
  const made = { id, sha256, bytes: bytes.length, mime_type, holders: [], names_count: 0 };
  const row = await tx.insert(file, {
    ...{ ...made, offered_at: tx.now, removing: false, withdrawn: false, public_token: token },
    ...seen,
  });
  return { row, token };
}

async function storeAll(tx: Tx, { original, copies, width, height }: EncodedPicture) {
  const kept: Seen["copies"] = [];
  for (const { side, ...copy } of copies) {
    const { row, token } = await store(tx, copy);
    kept.push({ side, file_id: row.id, token });
  }
  const seen = { width, height, copies: kept };
  const { row, token } = await store(tx, original, seen);
  // A small picture may be its own copy; it does not keep itself.
  const others = new Set(kept.map(({ file_id }) => file_id).filter((id) => id !== row.id));
  for (const id of others) await holdFile(tx, id, copyHolderOf(row.id));
  return { ...row, ...addressesOf(token, seen as Required<Seen>) };
}

export const createPicture = command(declared.createPicture, {
  async gather(_call, { upload_id, bytes, name }, _meta, reader) {
    const encoded = await encodePicture(await uploaded(reader, upload_id, bytes));
    if (!encoded) throw wrongPicture({ name }, [{ pointer: "/file" }]);
    return encoded;
  },
  run: (tx, _input, encoded) => storeAll(tx, encoded),
});

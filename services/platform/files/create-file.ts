/** Creates a file from the parts of an upload; equal content shares one file. */
import { fileTypeFromBuffer } from "file-type";
import mime from "mime";
import { fail } from "../../../shared/errors.ts";
import { bufferOf } from "../../../shared/fields/index.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { CHUNK_BYTES, chunkId, chunksOf } from "./chunks.rules.ts";
import * as declared from "./declarations.ts";
import { forbiddenType, incompleteUpload, wrongType } from "./errors.ts";
import { file, fileChunk } from "./file.ts";
import { judgeFile } from "./file-type.rules.ts";

export const createFile = command(declared.createFile, async (tx, { upload_id, name, bytes, sha256 }) => {
  const head = await headOf(tx, upload_id, bytes);
  const mime_type = await typeOf(name, head);
  const there = await tx.findOne(file, { sha256 });
  if (there) return offeredAgain(tx, there.id);
  const kept = { $set: { kept: true } };
  const parts = Array.from({ length: chunksOf(bytes) }, (_, n) => ({
    id: chunkId(upload_id, n),
    update: kept,
  }));
  await tx.updateMany(fileChunk, parts);
  const made = { id: upload_id, sha256, bytes, mime_type, holders: [], names_count: 0, offered_at: tx.now };
  return tx.insert(file, { ...made, removing: false });
});

/** The first part, if all parts are stored. */
async function headOf(tx: Tx, upload_id: string, bytes: number): Promise<Buffer> {
  const sizes = await tx.aggregate<{ parts: number; bytes: number }>(fileChunk, { file_id: upload_id }, [
    { $group: { _id: null, parts: { $sum: 1 }, bytes: { $sum: "$size" } } },
  ]);
  const { parts = 0, bytes: stored = -1 } = sizes[0] ?? {};
  if (parts !== chunksOf(bytes) || stored !== bytes) throw incompleteUpload({});
  const first = await tx.load(fileChunk, chunkId(upload_id, 0), { withHidden: true });
  return bufferOf(first.data).subarray(0, CHUNK_BYTES);
}

async function typeOf(name: string, head: Buffer): Promise<string> {
  const magic = (await fileTypeFromBuffer(head))?.mime;
  const judged = judgeFile({ name, head, magic, named: mime.getType(name) });
  if (judged.ok) return judged.mime_type;
  const at = [{ pointer: "/file" }];
  throw judged.why === "forbidden"
    ? forbiddenType({ name, type: judged.type }, at)
    : wrongType({ name, type: judged.type }, at);
}

/** Restarts the file's day. The next sweep removes the parts of this upload. */
async function offeredAgain(tx: Tx, id: string) {
  const offered = { $set: { offered_at: tx.now } };
  const again = await tx.update(file, { _id: id, removing: { $ne: true } }, offered, { emit: "none" });
  if (!again) throw fail("unavailable", "This file is just being removed; send it again.");
  return again;
}

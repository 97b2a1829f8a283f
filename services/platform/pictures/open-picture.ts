/** What the address of a picture leads to. These calls have no tenant: the address is all that is needed. */
import { notFound } from "../../../shared/errors.ts";
import { bufferOf } from "../../../shared/fields/index.ts";
import type { Global } from "../../../shared/service/global.ts";
import { beforeTenant } from "../../../shared/service/operation.ts";
import { chunkId } from "../files/chunks.rules.ts";
import { file, fileChunk } from "../files/file.ts";
import * as declared from "./declarations.ts";

async function pictureAt({ lookup }: Global, token: string) {
  const found = await lookup(file, { public_token: token });
  // `withdrawn` is hidden: no row shows it any more, and its bytes are about to go.
  if (!found || found.document.withdrawn === true) throw notFound("picture");
  return found.entity;
}

export const openPicture = beforeTenant(declared.openPicture, async (global, { token }) => {
  const { mime_type, bytes, sha256 } = await pictureAt(global, token);
  return { mime_type, bytes, sha256 };
});

export const readPictureChunk = beforeTenant(declared.readPictureChunk, async (global, { token, n }) => {
  const { id } = await pictureAt(global, token);
  const found = await global.lookup(fileChunk, { _id: chunkId(id, n) });
  if (!found) throw notFound("picture");
  return { data: bufferOf(found.document.data).toString("base64") };
});

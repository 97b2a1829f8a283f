/** Files between HTTP and the services: uploads go in parts that fit into a message, and are read in such parts again. */
import { open } from "node:fs/promises";
import contentDisposition from "content-disposition";
import {
  CHUNK_BYTES,
  createFile,
  createPicture,
  MOST_DOCUMENT_BYTES,
  putChunk,
  readChunk,
} from "../../services/platform/public.ts";
import { invalidField } from "../../shared/errors.ts";
import { newId } from "../../shared/ids.ts";
import { type Picture, picturesOf } from "../../shared/pictures.ts";
import type { OutputOf } from "../../shared/service/reference.ts";
import { tooLarge } from "../body/too-large.ts";
import type { UploadedFile } from "../body/uploaded-file.ts";
import { reply } from "./behavior.ts";
import type { DialectContext } from "./context.ts";
import type { RangedBytes } from "./request.ts";

/** Of a form with a file: what stands around it is little. */
export const FORM_BYTES = MOST_DOCUMENT_BYTES + 65_536;

export type StoredFile = OutputOf<typeof createFile>;

/** The one file of a form. */
export function fileOf({ request }: DialectContext, field = "file"): UploadedFile {
  const found = request.files.filter((each) => each.field === field);
  if (found.length !== 1 || request.files.length !== 1)
    throw invalidField(`/${field}`, "required", `Send exactly one file, in the form field '${field}'.`);
  const [one] = found;
  if (one!.size > MOST_DOCUMENT_BYTES) throw tooLarge(MOST_DOCUMENT_BYTES);
  return one!;
}

/** The name that a caller gave the file, without folders. */
export const nameOf = ({ filename }: UploadedFile): string =>
  filename.split(/[\\/]/).at(-1)?.slice(0, 255) || "file";

/** The upload as its parts, which become a file by one of the operations for it. */
async function storeParts(ctx: DialectContext, upload: UploadedFile) {
  const upload_id = newId();
  const source = await open(upload.path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let n = 0;
    do {
      const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, n * CHUNK_BYTES);
      await ctx.read(putChunk, { upload_id, n, data: buffer.toString("base64", 0, bytesRead) });
      n += 1;
    } while (n * CHUNK_BYTES < upload.size);
  } finally {
    await source.close();
  }
  const { size, sha256 } = upload;
  return { upload_id, name: nameOf(upload), bytes: size, sha256 };
}

/** Stores an upload. The file is removed after a day unless a row names it. */
export const storeUpload = async (ctx: DialectContext, upload: UploadedFile): Promise<StoredFile> =>
  // Not under the request's key: the same content is the same file anyway.
  ctx.read(createFile, await storeParts(ctx, upload));

/** The same of a picture, which anybody can see who knows its address (FIL-2). */
export const storePicture = async (
  ctx: DialectContext,
  upload: UploadedFile,
): Promise<OutputOf<typeof createPicture>> => ctx.read(createPicture, await storeParts(ctx, upload));

/** The bytes of a file, read part by part as the caller takes them. */
export const partwise = (size: number, part: (n: number) => Promise<{ data: string }>): RangedBytes => ({
  size,
  async *read(start, end) {
    for (let n = Math.floor(start / CHUNK_BYTES); n * CHUNK_BYTES < end; n++) {
      const bytes = Buffer.from((await part(n)).data, "base64");
      const from = n * CHUNK_BYTES;
      yield bytes.subarray(Math.max(0, start - from), Math.min(bytes.length, end - from));
    }
  },
});

export const bytesOfFile = (ctx: DialectContext, { id, bytes }: { id: string; bytes: number }): RangedBytes =>
  partwise(bytes, (n) => ctx.read(readChunk, { file_id: id, n }));

/** The native API is served below this prefix, whichever dialect is at the root. */
const LINKS = "/native/api/v1";

/** The whole address of a signed link, as the caller reached this server. */
export function addressOf({ request: { headers } }: DialectContext, path: string): string {
  const scheme = headers["x-forwarded-proto"] === "https" ? "https" : "http";
  const address = `${scheme}://${headers.host}${LINKS}${path}`;
  return URL.canParse(address) ? address : LINKS + path;
}

type Pictured = { pictures: readonly Picture[] | null };

/** The pictures of a row, with their whole addresses. */
export const imagesOf = (ctx: DialectContext, row: Pictured): { id: string; url: string }[] =>
  picturesOf(row).map(({ id, path }) => ({ id, url: addressOf(ctx, path) }));

/** The rows with the whole addresses of their pictures. */
export function withImages<R extends Pictured & { images: string[] }>(
  ctx: DialectContext,
  rows: readonly R[],
): readonly R[] {
  for (const row of rows) row.images = imagesOf(ctx, row).map(({ url }) => url);
  return rows;
}

type Sent = { name: string; mime_type: string; sha256: string; bytes: RangedBytes };

/** A file as a download: browsers neither run nor show its content (DOC-1). */
export const attachment = ({ name, mime_type, sha256, bytes }: Sent): object =>
  reply({
    bytes,
    headers: {
      "Content-Type": mime_type,
      "Content-Disposition": contentDisposition(name),
      "Content-Security-Policy": "sandbox; default-src 'none'",
      ETag: `"${sha256}"`,
    },
  });

/** A picture at an unguessable address; it never changes, so caches may keep it for long. */
export const publicPicture = ({ mime_type, sha256, bytes }: Omit<Sent, "name">): object =>
  reply({
    bytes,
    headers: {
      "Content-Type": mime_type,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cache-Control": "public, max-age=31536000, immutable",
      ETag: `"${sha256}"`,
    },
  });

export type Made = Omit<Sent, "bytes"> & { data: string };

/** A file that was made for this request; browsers show it. */
export function madeFile({ name, mime_type, sha256, data }: Made): object {
  const bytes = Buffer.from(data, "base64");
  return reply({
    bytes: {
      size: bytes.length,
      async *read(start, end) {
        yield bytes.subarray(start, end);
      },
    },
    headers: {
      "Content-Type": mime_type,
      "Content-Disposition": contentDisposition(name, { type: "inline" }),
      ETag: `"${sha256}"`,
    },
  });
}

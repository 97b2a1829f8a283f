/** Forms: fields into an object, files streamed to temporary files with limits while they are read. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { type Failure, fail, invalidField, isFailure } from "../../shared/errors.ts";
import { tooLarge } from "./too-large.ts";
import type { RequestBody, UploadedFile } from "./uploaded-file.ts";

const MOST_FIELDS = 200;
const MOST_FILES = 20;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

type Reading = {
  fields: Map<string, string | string[]>;
  folder: string | null;
  /** In the order of the form: a short file is written before a long one that came first. */
  writing: Promise<UploadedFile>[];
  size: number;
};

/** Reads a form of at most `limit` bytes; the temporary files of a refused form are removed. */
export async function readForm(request: IncomingMessage, limit: number): Promise<RequestBody> {
  const reading: Reading = { fields: new Map(), folder: null, writing: [], size: 0 };
  const dispose = async () => {
    if (reading.folder) await rm(reading.folder, { recursive: true, force: true });
  };
  try {
    await parse(request, limit, reading);
    const files = await Promise.all(reading.writing);
    return { value: Object.fromEntries(reading.fields), files, dispose };
  } catch (error) {
    await Promise.allSettled(reading.writing);
    await dispose();
    throw isFailure(error) ? error : malformed();
  }
}

const malformed = (): Failure => fail("validation_failed", "The form is malformed or incomplete.");

async function parse(request: IncomingMessage, limit: number, reading: Reading): Promise<void> {
  // Create the folder before the first byte is read: the first chunk of a file needs it.
  if (/^multipart\//i.test(request.headers["content-type"] ?? ""))
    reading.folder = await mkdtemp(join(tmpdir(), "backroom-"));
  const parser = parserOf(request, limit);
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => {
      request.unpipe(parser);
      request.pause();
      parser.destroy();
      reject(error);
    };
    request.on("data", (chunk: Buffer) => {
      reading.size += chunk.length;
      if (reading.size > limit) refuse(tooLarge(limit));
    });
    request.on("aborted", () => refuse(malformed()));
    parser.on("field", (name, value, { nameTruncated, valueTruncated }) => {
      if (nameTruncated || valueTruncated) return refuse(tooLarge(limit));
      if (FORBIDDEN.has(name) || name.startsWith("$") || name.includes("."))
        return refuse(invalidField(`/${name}`, "forbidden_key", `A form field cannot be called '${name}'.`));
      const before = reading.fields.get(name);
      reading.fields.set(name, before === undefined ? value : [before, value].flat());
    });
    parser.on("file", (field, stream, { filename = "", mimeType: type }) => {
      const writing = store(reading, stream, { field, filename, type });
      writing.catch(refuse);
      reading.writing.push(writing);
    });
    parser.on("fieldsLimit", () => refuse(tooMany("fields", MOST_FIELDS)));
    parser.on("filesLimit", () => refuse(tooMany("files", MOST_FILES)));
    parser.on("error", () => refuse(malformed()));
    parser.on("close", resolve);
    request.pipe(parser);
  });
}

const tooMany = (what: string, most: number) =>
  invalidField("", "too_many", `A form may have at most ${most} ${what}.`);

function parserOf(request: IncomingMessage, limit: number): busboy.Busboy {
  const limits = { fieldSize: limit, fields: MOST_FIELDS, files: MOST_FILES, fileSize: limit };
  try {
    return busboy({ headers: request.headers, limits, defParamCharset: "utf8" });
  } catch {
    throw malformed();
  }
}

async function store(
  reading: Reading,
  stream: Readable,
  { field, filename, type }: Pick<UploadedFile, "field" | "filename" | "type">,
): Promise<UploadedFile> {
  const path = join(reading.folder!, randomUUID());
  const digest = createHash("sha256");
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    digest.update(chunk);
    size += chunk.length;
  });
  await pipeline(stream, createWriteStream(path));
  return { field, filename, type, size, sha256: digest.digest("hex"), path };
}

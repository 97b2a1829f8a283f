/** Stores and reads files for other services and the gateway, in parts that fit into a message. */
import { count, flag, id, instant, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { MOST_CHUNKS, MOST_FILE_BYTES } from "./chunks.rules.ts";
import { file } from "./file.ts";

export const part = { n: count({ max: MOST_CHUNKS - 1, about: "Number of the part, from 0." }) } as const;
export const base64 = text({ min: 0, max: 400_000, about: "Base64 of at most 255 KiB." });

export const putChunk = operation({
  name: "platform.file.put_chunk",
  about: "Stores a part of an upload; the same part again changes nothing.",
  input: { upload_id: id(), ...part, data: base64 },
  output: shapeOf({ n: count() }),
});

export const createFile = operation({
  name: "platform.file.create",
  about:
    "Makes a file of the stored parts of an upload; content that the organization has already is not kept twice (FIL-1). A file that nobody names is removed after a day.",
  refuses: ["incomplete_upload", "wrong_file_type", "forbidden_file_type"],
  input: {
    upload_id: id(),
    name: text({ max: 255 }),
    bytes: count({ max: MOST_FILE_BYTES }),
    sha256: text({ min: 64, max: 64 }),
  },
  output: entityOf(file),
});

export const readChunk = operation({
  name: "platform.file.chunk",
  about: "A part of a file.",
  input: { file_id: id(), ...part },
  output: shapeOf({ data: base64 }),
});

export const nameFile = operation({
  name: "platform.file.name",
  about:
    "Records that a row names the file. A file is kept as long as a row names it. Answers 422 if the file does not exist (FIL-3).",
  input: { file_id: id(), holder: text({ max: 150 }) },
  output: entityOf(file),
});

export const unnameFile = operation({
  name: "platform.file.unname",
  about: "Notes that the row names the file no more.",
  input: { file_id: id(), holder: text({ max: 150 }) },
  output: shapeOf({}),
});

export const releaseFile = operation({
  name: "platform.file.release",
  about: "Marks a file for removal when nobody has named it since; says whether it is marked.",
  input: { id: id(), before: instant() },
  output: shapeOf({ released: flag() }),
});

export const dropFile = operation({
  name: "platform.file.drop",
  about: "Removes the row of a file that is marked, after its parts.",
  input: { id: id() },
  output: shapeOf({}),
});

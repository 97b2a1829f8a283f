import { room } from "../../../shared/service/room.ts";
import { createFile } from "./create-file.ts";
import { file, fileChunk } from "./file.ts";
import { nameFile, unnameFile } from "./name-file.ts";
import { putChunk } from "./put-chunk.ts";
import { readChunk } from "./read-chunk.ts";
import { dropFile, releaseFile } from "./release-file.ts";
import { fileSweep } from "./sweep-files.ts";

export const filesRoom = room({
  resources: [file, fileChunk],
  handlers: [putChunk, createFile, readChunk, nameFile, unnameFile, releaseFile, dropFile],
  schedules: [fileSweep],
});

import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import * as declared from "./declarations.ts";
import { holdPicture } from "./hold-picture.ts";
import { pathOf } from "./picture-path.ts";

export const namePicture = command(declared.namePicture, async (tx, { file_id, holder }) => {
  const held = await holdPicture(tx, file_id, holder);
  if (!held) throw referenceNotFound([{ pointer: "/file_id", what: "picture" }]);
  return { path: pathOf(held.token) };
});

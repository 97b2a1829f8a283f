import { command } from "../../../shared/service/operation.ts";
import { referenceNotFound } from "../../../shared/service/references.ts";
import { file } from "../files/file.ts";
import { holdFile } from "../files/hold-file.ts";
import * as declared from "./declarations.ts";
import { pathOf } from "./picture-path.ts";

export const namePicture = command(declared.namePicture, async (tx, { file_id, holder }) => {
  await holdFile(tx, file_id, holder);
  const { public_token } = await tx.load(file, file_id, { withHidden: true });
  if (!public_token) throw referenceNotFound([{ pointer: "/file_id", what: "picture" }]);
  return { path: pathOf(public_token) };
});

import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { holdFile, leaveFile } from "./hold-file.ts";

export const nameFile = command(declared.nameFile, (tx, { file_id, holder }) =>
  holdFile(tx, file_id, holder),
);

export const unnameFile = command(declared.unnameFile, async (tx, { file_id, holder }) => {
  await leaveFile(tx, file_id, holder);
  return {};
});

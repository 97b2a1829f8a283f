/** Errors of files. */
import { declareError } from "../../../shared/errors.ts";
import { text } from "../../../shared/fields/index.ts";

export const incompleteUpload = declareError({
  code: "incomplete_upload",
  status: 422,
  details: {},
  sentence: "Parts of this upload are missing; send the file again.",
  meaning: "The parts that arrived are not the whole file.",
});

export const wrongType = declareError({
  code: "wrong_file_type",
  status: 422,
  details: { name: text(), type: text() },
  sentence: "'{name}' is {type} by its content, which is not what its name says.",
  meaning: "The first bytes of the file and its extension name different types.",
});

export const forbiddenType = declareError({
  code: "forbidden_file_type",
  status: 422,
  details: { name: text(), type: text() },
  sentence: "'{name}' is {type}: programs and pages that run scripts are not kept.",
  meaning: "Executables, scripts, HTML and SVG are refused (DOC-1).",
});

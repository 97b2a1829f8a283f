/** Errors of pictures. */
import { declareError } from "../../../shared/errors.ts";
import { text } from "../../../shared/fields/index.ts";

export const wrongPicture = declareError({
  code: "wrong_picture",
  status: 422,
  details: { name: text() },
  sentence: "'{name}' is no JPEG, PNG, GIF or WebP of at most 50 megapixels.",
  meaning: "The file is no picture that can be shown.",
});

/** Pictures that anybody may see who knows their address: logos, offers, people (FIL-2). */
import {
  count,
  group,
  id,
  list,
  MOST_PICTURES,
  pictureAddresses,
  text,
} from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { base64, createFile, part } from "../files/declarations.ts";
import { file } from "../files/file.ts";

export const createPicture = operation({
  name: "platform.picture.create",
  about:
    "Makes a picture of the stored parts of an upload: JPEG, PNG, GIF or WebP, encoded anew without its metadata, with smaller copies. One that nobody names is removed after a day.",
  refuses: ["incomplete_upload", "wrong_picture"],
  input: createFile.input,
  output: shapeOf({ ...file.columns, ...pictureAddresses }),
});

export const namePicture = operation({
  name: "platform.picture.name",
  about:
    "Records that a row shows the picture, as `platform.file.name` does for a file. Answers 422 if the picture does not exist (FIL-3).",
  refuses: ["reference_not_found"],
  input: { file_id: id(), holder: text({ max: 150 }) },
  output: shapeOf({ path: pictureAddresses.path }),
});

export const offerPictures = operation({
  name: "platform.picture.offer",
  about:
    "The uploaded pictures with these ids, for a row that is about to show them and tells so by an event; they are kept until then. Ids of none are left out.",
  input: { ids: list(id(), { min: 1, max: MOST_PICTURES }) },
  output: shapeOf({ pictures: list(group({ id: id(), ...pictureAddresses })) }),
});

const address = { token: text({ max: 100 }) } as const;

export const openPicture = operation({
  name: "platform.picture.open",
  about: "The picture at an address.",
  input: address,
  output: shapeOf({ mime_type: text(), bytes: count(), sha256: text() }),
});

export const readPictureChunk = operation({
  name: "platform.picture.chunk",
  about: "A part of the picture at an address.",
  input: { ...address, ...part },
  output: shapeOf({ data: base64 }),
});

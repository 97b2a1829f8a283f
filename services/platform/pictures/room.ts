import { room } from "../../../shared/service/room.ts";
import { createPicture } from "./create-picture.ts";
import { namePicture } from "./name-picture.ts";
import { openPicture, readPictureChunk } from "./open-picture.ts";

export const picturesRoom = room({ handlers: [createPicture, namePicture, openPicture, readPictureChunk] });

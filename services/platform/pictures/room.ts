import { room } from "../../../shared/service/room.ts";
import { createPicture } from "./create-picture.ts";
import { namePicture } from "./name-picture.ts";
import { offerPictures } from "./offer-pictures.ts";
import { keepShownPictures } from "./on-pictures-changed.ts";
import { openPicture, readPictureChunk } from "./open-picture.ts";
import { pictureHolder } from "./picture-holder.ts";
import { holderSweep } from "./sweep-holders.ts";

export const picturesRoom = room({
  resources: [pictureHolder],
  handlers: [createPicture, namePicture, offerPictures, openPicture, readPictureChunk],
  reactions: [keepShownPictures],
  schedules: [holderSweep],
});

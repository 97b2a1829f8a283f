import { room } from "../../../shared/service/room.ts";
import { acceptProposal } from "./accept-proposal.ts";
import { classifyPictures } from "./classify-pictures.ts";
import { pictureQuality } from "./picture-quality.ts";
import { proposal } from "./proposal.ts";

export const proposalsRoom = room({
  resources: [proposal],
  handlers: [classifyPictures, acceptProposal, pictureQuality],
});

import { room } from "../../../shared/service/room.ts";
import { changeDeal, createDeal, removeDeal } from "./change-deals.ts";
import {
  changeActivity,
  changeComment,
  createActivity,
  createComment,
  removeActivity,
  removeComment,
} from "./change-notes.ts";
import { deal } from "./deal.ts";
import { activity, comment } from "./note.ts";

export const dealingsRoom = room({
  resources: [deal, activity, comment],
  handlers: [
    ...[createDeal, changeDeal, removeDeal],
    ...[createActivity, changeActivity, removeActivity],
    ...[createComment, changeComment, removeComment],
  ],
});

import { room } from "../../../shared/service/room.ts";
import { change } from "./change.ts";
import { feedHead } from "./feed-head.ts";
import { listChanges } from "./list-changes.ts";

export const changesRoom = room({ resources: [change, feedHead], handlers: [listChanges] });

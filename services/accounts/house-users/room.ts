import { room } from "../../../shared/service/room.ts";
import { houseUser } from "./get-house-user.ts";
import { makeHouseUser } from "./on-platform-created.ts";

export const houseUsersRoom = room({ handlers: [houseUser], reactions: [makeHouseUser] });

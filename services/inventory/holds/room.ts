import { room } from "../../../shared/service/room.ts";
import { handOverUnits } from "./hand-over-units.ts";
import { hold } from "./hold.ts";
import { holdUnits } from "./hold-units.ts";
import { parkUnits } from "./park-units.ts";
import { releaseUnits } from "./release-units.ts";
import { sellUnits } from "./sell-units.ts";
import { takeUnits } from "./take-units.ts";
import { unparkUnits } from "./unpark-units.ts";

export const holdsRoom = room({
  resources: [hold],
  handlers: [holdUnits, takeUnits, releaseUnits, sellUnits, parkUnits, unparkUnits, handOverUnits],
});

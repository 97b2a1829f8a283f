import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { releaseParked } from "./shift-parked.ts";

export const unparkUnits = command(declared.unparkUnits, async (tx, { hold_id }) => {
  await releaseParked(tx, hold_id);
  return { released: true };
});

import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { leaveHold } from "./leave-hold.ts";

export const releaseTender = command(declared.releaseTender, async (tx, { hold_id }) => ({
  released: await leaveHold(tx, hold_id, "released"),
}));

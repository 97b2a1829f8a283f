import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { addedUp } from "./hold-lines.ts";
import { takeAll } from "./till-hold.ts";

export const takeUnits = command(declared.takeUnits, (tx, input) =>
  takeAll(tx, { ...input, lines: addedUp(input.lines) }, input.lines),
);

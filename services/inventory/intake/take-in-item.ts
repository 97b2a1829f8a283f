import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { makeItem } from "./make-item.ts";

export const takeInItem = command(declared.takeInItem, makeItem);

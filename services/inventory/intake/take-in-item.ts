import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { making } from "./making.ts";

export const takeInItem = command(declared.takeInItem, making);

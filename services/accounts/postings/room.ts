import { room } from "../../../shared/service/room.ts";
import { postContract } from "./post-contract.ts";
import { postLayBy } from "./post-lay-by.ts";
import { postRefund } from "./post-refund.ts";
import { postSale } from "./post-sale.ts";
import { postVoid } from "./post-void.ts";

export const postingsRoom = room({ handlers: [postSale, postRefund, postVoid, postContract, postLayBy] });

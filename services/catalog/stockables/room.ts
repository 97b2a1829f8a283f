import { room } from "../../../shared/service/room.ts";
import { removeMaterial } from "./remove-material.ts";
import { removeSku } from "./remove-sku.ts";
import { stockableCodes } from "./stockable-codes.ts";

export const stockablesRoom = room({ handlers: [removeMaterial, removeSku, stockableCodes] });

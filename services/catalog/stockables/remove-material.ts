import { hidesUnused, rowsOf } from "../../../shared/service/uses.ts";
import { bom } from "../boms/bom.ts";
import { material } from "../materials/material.ts";
import * as declared from "./declarations.ts";
import { suppliedBy } from "./supplied-by.ts";

export const removeMaterial = hidesUnused(declared.removeMaterial, {
  resource: material,
  users: [rowsOf(bom, "items.material_id"), ...suppliedBy("material_id")],
});

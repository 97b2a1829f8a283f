import { id } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { importOf } from "../../../shared/service/rows.ts";
import { material } from "./material.ts";

export const createMaterial = operation({
  name: "catalog.material.create",
  http: "POST /materials",
  status: 201,
  scope: "write:materials",
  about:
    "Create a material. Its code must be free, also among deleted ones; letter case does not count. Returns the material.",
  refuses: ["conflict"],
  input: material.fields,
  output: entityOf(material),
});

export const changeMaterial = operation({
  name: "catalog.material.change",
  http: "PATCH /materials/{id}",
  change: true,
  scope: "write:materials",
  about:
    "Change a material. Its code may change; what refers to the material keeps doing so. Returns the material.",
  refuses: ["conflict"],
  input: { id: id(), ...material.fields },
  output: entityOf(material),
});

export const importMaterials = importOf(material);

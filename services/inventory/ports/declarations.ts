/** Ports and terminals: made, changed, deleted, and taken from a file. */
import { type FieldTable, id, text } from "../../../shared/fields/index.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { rowsByCode } from "../../../shared/service/rows-by-code.ts";
import { inUseShape } from "../../../shared/service/uses.ts";
import { port } from "./port.ts";

const { code, name, type, locode, port_id, latitude, longitude, city, country } = port.fields;
const fields = { code, name, type, locode, port_id, latitude, longitude, city, country } as const;

export const createPort = operation({
  name: "inventory.port.create",
  http: "POST /ports",
  status: 201,
  scope: "write:ports",
  about:
    "Create a port or a terminal. A port has a `locode`, a terminal may belong to a port. The code is unique among those that are not deleted. Returns the port.",
  refuses: ["unprocessable"],
  input: fields,
  output: entityOf(port),
});

export const changePort = operation({
  name: "inventory.port.change",
  http: "PATCH /ports/{id}",
  change: true,
  scope: "write:ports",
  about: "Change a port or a terminal. Returns it.",
  refuses: ["unprocessable"],
  input: { id: id(), ...fields },
  output: entityOf(port),
});

export const removePort = operation({
  name: "inventory.port.remove",
  http: "DELETE /ports/{id}",
  scope: "delete:ports",
  about:
    "Delete a port or a terminal. Refused while a port has terminals. It can be restored. Returns the deleted port.",
  refuses: ["in_use"],
  input: { id: id() },
  output: entityOf(port),
});

export const restorePort = operation({
  name: "inventory.port.restore",
  http: "POST /ports/{id}/restore",
  scope: "write:ports",
  about: "Restore a deleted port or terminal. Refused when another one has its code. Returns it.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(port),
});

export const portInUse = operation({
  name: "inventory.port.in_use",
  http: "GET /ports/{id}/in-use",
  scope: "read:ports",
  about: "Get the terminals of a port.",
  input: { id: id() },
  output: inUseShape,
});

/** A row of a file names the port of a terminal by its code. */
export const portRow = {
  ...{ code, name, type, locode, latitude, longitude, city, country },
  port_code: text({ ...code.facets, optional: true, about: "The code of a terminal's port." }),
} as const satisfies FieldTable;

export const importPorts = rowsByCode(port, portRow);

import type { Port } from "./port.ts";

export type Placed = Pick<Port, "type" | "locode" | "port_id">;

/** Why a row cannot be so, with the field; null: it can. */
export function misplaced({ type, locode, port_id }: Placed): [field: string, message: string] | null {
  if (type === "port" && !locode) return ["/locode", "A port has a 'locode'."];
  if (type === "port" && port_id) return ["/port_id", "Only a terminal belongs to a port."];
  return null;
}

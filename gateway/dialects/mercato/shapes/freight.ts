/** Ports, terminals and charge codes (16.4). */
import { chargeCode } from "../../../../services/catalog/public.ts";
import { port } from "../../../../services/inventory/public.ts";
import { rowsOf, shape } from "../../../kit/index.ts";
import { own, shapeOf, std } from "./common.ts";

const located = { lat: "latitude", lng: "longitude" } as const;
const typed = { ...std, ...own(port, ["type"], { readonly: true }) };

export const portShape = shapeOf("Port", port, { as: located, omit: ["port_id"], plus: typed });
export const terminalShape = shapeOf("Terminal", port, { as: located, plus: typed });
export const chargeCodeShape = shapeOf("ChargeCode", chargeCode, { plus: std });

export const tableFile = shape("TableFile", rowsOf<object>(), {});

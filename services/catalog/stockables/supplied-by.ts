import type { User } from "../../../shared/service/uses.ts";
import { supplyUses } from "../../inventory/public.ts";

const kinds = ["stock_levels", "items", "purchase_orders", "make_orders", "transfers"] as const;

/** DEL-8: stock of it, items that sell it, and open orders and transfers, which inventory knows. */
export const suppliedBy = (reference: "material_id" | "sku_id"): User[] =>
  kinds.map((kind) => ({ kind, ask: (call, id) => call(supplyUses, { kind, [reference]: id }) }));

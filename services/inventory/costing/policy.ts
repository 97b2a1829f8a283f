/** An organization's settings for its stock (3.1). */
import type { Meta } from "../../../shared/meta.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { organization } from "../../accounts/public.ts";
import type { CostingMethod } from "./rules/costing.ts";

export type StockPolicy = {
  costing_method: CostingMethod;
  allow_negative_stock: boolean;
  /** The accepted excess over the ordered quantity (RCV-1). */
  over_receipt_ppm: number;
};

export async function stockPolicyOf(call: Call, { org }: Meta): Promise<StockPolicy> {
  const { costing_method, allow_negative_stock, over_receipt_ppm } = await call(organization.actions.get, {
    id: org.id,
  });
  return { costing_method, allow_negative_stock, over_receipt_ppm };
}

/** For commands that write entries: `gather: gatherPolicy`. */
export const gatherPolicy = (call: Call, _input: unknown, meta: Meta): Promise<StockPolicy> =>
  stockPolicyOf(call, meta);

/** The ladder for rounding an organization's prices (18.5). */
import type { Call } from "../../../shared/service/reference.ts";
import { organization } from "../../accounts/public.ts";
import { ladderIn, type PriceLadder } from "./price-ladder.rules.ts";

export async function ladderOf(call: Call, org_id: string): Promise<PriceLadder> {
  const { currency, price_ladder } = await call(organization.actions.get, { id: org_id });
  return ladderIn(currency, price_ladder);
}

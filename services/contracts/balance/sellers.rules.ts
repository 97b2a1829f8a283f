/** Divides the fees that are not on top among the sellers of a contract (CON-5). Amounts in minor units. */
import { allocate, sum } from "../../../shared/money.ts";

export type SellerBalance = { id: string; user_id: string; owed: number; pinned: boolean };

/** If all sellers are pinned to a wrong sum, the pins become the weights and are dropped, as for buyers. */
function pinsAsWeights(whole: number, sellers: readonly SellerBalance[]): SellerBalance[] {
  const parts = allocate(
    whole,
    sellers.map(({ owed }) => owed),
  );
  return sellers.map((seller, index) => ({ ...seller, owed: parts[index]!, pinned: false }));
}

/**
 * CON-5: `owed = gross − share of the fees`, the shares by `allocate` over the gross amounts. Pinned sellers keep
 * `owed`; the others pay the rest of the fees (or receive the surplus). Null if a seller would be owed less than 0.
 */
export function shareSellers(
  fees: number,
  sellers: readonly SellerBalance[],
  gross: ReadonlyMap<string, number>,
): SellerBalance[] | null {
  const whole = sum(gross.values()) - fees;
  if (whole < 0) return null;
  const open = sellers.filter(({ pinned }) => !pinned);
  const pinned = sum(sellers.filter((seller) => seller.pinned).map(({ owed }) => owed));
  if (open.length === 0) return pinned === whole ? [...sellers] : pinsAsWeights(whole, sellers);
  const openGross = open.map(({ user_id }) => gross.get(user_id) ?? 0);
  const openFees = sum(openGross) - (whole - pinned);
  if (openFees > sum(openGross)) return null;
  const shares = allocate(openFees, openGross);
  return sellers.map((seller) => {
    if (seller.pinned) return seller;
    const index = open.indexOf(seller);
    return { ...seller, owed: openGross[index]! - shares[index]! };
  });
}

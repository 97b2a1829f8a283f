/** The part of a contract that the organization itself sells as the platform's house user (LNK-4). */
import { sum, times } from "../../../shared/money.ts";
import { houseUserId } from "../../accounts/public.ts";
import { housePartTooLarge } from "../balance/errors.ts";
import type { Contract } from "./contract-view.ts";

type Of = Pick<Contract, "items" | "sellers"> & { platform_id?: string | null | undefined };

export const houseOf = ({ platform_id, sellers }: Of) =>
  platform_id ? sellers.find(({ user_id }) => user_id === houseUserId(platform_id)) : undefined;

export const houseItems = (of: Of) => {
  const house = houseOf(of);
  return of.items.filter(({ seller_user_id }) => seller_user_id === house?.user_id);
};

/** LNK-5: the house's part becomes a sale of its items, so it cannot exceed their price. */
export function refuseLargeHousePart(of: Of): void {
  const house = houseOf(of);
  if (!house) return;
  const most = sum(houseItems(of).map(({ unit_price, quantity }) => times(unit_price, quantity)));
  if (house.owed <= most) return;
  const pointer = `/sellers/${of.sellers.indexOf(house)}/owed`;
  throw housePartTooLarge({ owed: house.owed, most }, [{ pointer }]);
}

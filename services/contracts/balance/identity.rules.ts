/** CON-2, INV-9: what must hold before a contract is stored. Amounts in minor units. */
import { sum } from "../../../shared/money.ts";

export type Balance = {
  total: number;
  buyers: readonly { due: number }[];
  sellers: readonly { owed: number }[];
  processor_fee: number;
  service_fee: number;
  platform_fee: number;
  custom_fees: number;
};

/** Throws for an unbalanced contract: this is a programming error, and the contract must not be stored. */
export function assertIdentity(contract: Balance): void {
  const { total, buyers, sellers, processor_fee, service_fee, platform_fee, custom_fees } = contract;
  const dues = buyers.map(({ due }) => due);
  const parts = [...sellers.map(({ owed }) => owed), processor_fee, service_fee, platform_fee, custom_fees];
  const negative = [...dues, ...parts, total].some((amount) => amount < 0);
  // A contract without buyers is priced for one buyer.
  const off = sum(parts) !== total || (dues.length > 0 && sum(dues) !== total);
  if (negative || off) throw new Error(`contract is not balanced: ${JSON.stringify(contract)}`);
}

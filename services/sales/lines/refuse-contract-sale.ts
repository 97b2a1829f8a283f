import { fail } from "../../../shared/errors.ts";

type Paid = { payments: readonly { type: string }[]; external_ref: string | null };

/** A marketplace's sale is taken back by a refund of its contract (LNK-5). */
export function refuseContractSale({ payments, external_ref }: Paid): void {
  if (payments.some(({ type }) => type === "contract" || type === "marketplace_fee"))
    throw fail("conflict", "This sale was made by a contract of a marketplace: refund the contract.", {
      contract_id: external_ref,
    });
}

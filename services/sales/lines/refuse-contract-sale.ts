import { fail } from "../../../shared/errors.ts";

type Paid = { payments: readonly { type: string }[]; external_ref: string | null };

/** What a marketplace sold goes back by a refund of its contract, which takes the sale back (LNK-5). */
export function refuseContractSale({ payments, external_ref }: Paid): void {
  if (payments.some(({ type }) => type === "contract" || type === "marketplace_fee"))
    throw fail("conflict", "This sale was made by a contract of a marketplace: refund the contract.", {
      contract_id: external_ref,
    });
}

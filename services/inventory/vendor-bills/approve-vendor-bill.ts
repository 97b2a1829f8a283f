import { fail } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { bookBill, matchAgain, mayBecome } from "./step-bill.ts";
import { vendorBill } from "./vendor-bill.ts";

export const approveVendorBill = command(declared.approveVendorBill, async (tx, { id }) => {
  const bill = await tx.target(vendorBill, id);
  if (!mayBecome(bill, "approved")) return bill;
  const match = bill.status === "on_hold" ? await matchAgain(tx, bill) : null;
  if (match?.reasons.includes("currency"))
    throw fail("currency_mismatch", "The bill is in another currency than its order.");
  return bookBill(tx, bill, { ...match, status: "approved", approved_at: tx.now });
});

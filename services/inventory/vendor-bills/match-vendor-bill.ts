import { refusedTransition } from "../../../shared/machine.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { billMachine } from "./rules/match.ts";
import { bookBill, matchAgain } from "./step-bill.ts";
import { vendorBill } from "./vendor-bill.ts";

export const matchVendorBill = command(declared.matchVendorBill, async (tx, { id }) => {
  const bill = await tx.target(vendorBill, id);
  if (bill.status === "matched") return bill;
  if (bill.status !== "draft" && bill.status !== "on_hold")
    throw refusedTransition("vendor bill", billMachine.refuse(bill.status, "matched"));
  const match = await matchAgain(tx, bill);
  return bookBill(tx, bill, { ...match, status: match.reasons.length ? "on_hold" : "matched" });
});

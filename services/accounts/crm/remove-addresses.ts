/** With a customer its addresses go; documents keep their copies (MRC-CUS-8). */
import type { Tx } from "../../../shared/service/tx.ts";
import { customerAddress } from "./customer-address.ts";

export async function removeAddressesOf(tx: Tx, customer_id: string): Promise<void> {
  for (const each of await tx.find(customerAddress, { customer_id, deleted_at: null }))
    await tx.save(customerAddress, each, { deleted_at: tx.now, is_primary: false }, { verb: "deleted" });
}

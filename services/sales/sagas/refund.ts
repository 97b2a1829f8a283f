/** Refunding (REF-1…7): what goes back is decided on the sale as stored, then units and money follow. */

import { fail } from "../../../shared/errors.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { saga } from "../../../shared/saga/saga.ts";
import { postRefund, type RefundPosting } from "../../accounts/public.ts";
import { returnUnits } from "../../inventory/public.ts";
import { saleRefunded } from "../public.ts";
import { refund, sale } from "../resources/sale.ts";

type Returned = { item_id: string; units: number; to: "active" | "damaged" | "returned_to_owner" };

export type Refunding = {
  sale_id: string;
  version: number;
  refund: Record<string, unknown> & { id: string };
  /** What the sale becomes: refunded figures, refund_status. */
  changes: Record<string, unknown>;
  returned: Returned[];
  posting: RefundPosting;
  refunded?: Entity<typeof refund>;
};

export const refunding = saga<Refunding>({
  name: "refund",
  before: [],
  async pivot(tx, { sale_id, version, refund: row, changes }) {
    tx.because(row.reason as string | null);
    const refunded = await tx.insert(refund, row as never, "silent");
    const after = await tx.change(
      sale,
      { _id: sale_id, status: "finalized", version },
      { $set: changes },
      (entity) => ({ event: saleRefunded, data: { refund: refunded, sale: entity } }),
    );
    if (!after) throw fail("conflict", "This sale has just been changed by someone else.");
    return { refunded };
  },
  after: [
    {
      name: "return_units",
      async run({ saga_id, call }, { sale_id, returned }) {
        if (returned.length)
          await call(returnUnits, { return_id: saga_id, sale_id, flow: "refund", lines: returned });
        return undefined;
      },
    },
    {
      name: "post_refund",
      async run({ call }, { posting }) {
        await call(postRefund, { refund: posting });
        return undefined;
      },
    },
  ],
});

/** The steps of a payout as operations of their own (4.5). */
import type { Meta } from "../../../shared/meta.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Till } from "../drawers/till.ts";
import * as declared from "./declarations.ts";
import { step, tillOfPayout } from "./move-payout.ts";
import { payout } from "./payout.ts";
import type { PayoutStatus } from "./payout-status.rules.ts";
import { visiblePayout } from "./visible-payout.ts";

const movesCash: readonly PayoutStatus[] = ["completed", "reversed"];

/** One step as an operation. */
const stepTo = (to: PayoutStatus) => ({
  gather: async (call: Call, { id }: Named, _meta: Meta, reader: Reader) =>
    movesCash.includes(to) ? tillOfPayout(call, await visiblePayout(reader, id)) : null,
  async run(tx: Tx, { id, reason }: Named, till: Till | null) {
    tx.reason(reason);
    return step(tx, await tx.target(payout, id), to, { till });
  },
});

type Named = { id: string; reason?: string | null | undefined };

export const approvePayout = command(declared.approvePayout, stepTo("approved"));
export const completePayout = command(declared.completePayout, stepTo("completed"));
export const rejectPayout = command(declared.rejectPayout, stepTo("rejected"));
export const cancelPayout = command(declared.cancelPayout, stepTo("cancelled"));
export const failPayout = command(declared.failPayout, stepTo("failed"));
export const reversePayout = command(declared.reversePayout, stepTo("reversed"));

/** The steps that a named status implies (ORD-2, MFG-4), within one command. */
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { type Boms, frozenInputs } from "../make-orders/boms.ts";
import { type MakeOrder, moved, writeOrderEntries } from "../make-orders/order.ts";
import { allocated, differenceDrafts, noParts } from "../make-orders/order-entries.ts";
import { openOutput } from "../make-orders/rules/parts.ts";
import type { MakeStatus, Step } from "../make-orders/rules/status.ts";
import { receiveGoods } from "../make-receipts/receive.ts";

export type Walk = { tx: Tx; policy: StockPolicy; boms: Boms; receipt_date: string | null };
type Take = (walk: Walk, order: MakeOrder) => Promise<MakeOrder>;

/** Closes everything open of the order: demand, allocations and quantities on order. */
async function release({ tx, policy }: Walk, order: MakeOrder): Promise<MakeOrder> {
  const drafts = await differenceDrafts(tx, order, { before: order, after: noParts });
  const inputs = order.inputs.map((input) => ({ ...input, allocated: 0 }));
  return writeOrderEntries(tx, policy, { ...order, inputs }, drafts);
}

export async function allocate({ tx, policy }: Walk, order: MakeOrder): Promise<MakeOrder> {
  const after = await allocated(tx, order);
  return writeOrderEntries(tx, policy, after, await differenceDrafts(tx, order, { before: order, after }));
}

const takers: Record<Step, Take> = {
  async enter({ tx, policy, boms }, draft) {
    const order = { ...draft, inputs: frozenInputs(boms, draft) };
    const drafts = await differenceDrafts(tx, order, { before: noParts, after: order });
    return moved(tx, await writeOrderEntries(tx, policy, order, drafts), "entered");
  },
  allocate: async (walk, order) => moved(walk.tx, await allocate(walk, order), "placed"),
  async receive({ tx, policy, receipt_date }, order) {
    const lines = order.outputs
      .filter((output) => openOutput(output) > 0)
      .map((output) => ({ output_id: output.id, quantity: openOutput(output) }));
    if (lines.length === 0) return moved(tx, order, "received");
    return (await receiveGoods(tx, policy, order, { lines, receipt_date })).order;
  },
  complete: async (walk, order) => moved(walk.tx, await release(walk, order), "completed"),
  cancel: async (walk, order) =>
    moved(walk.tx, order.status === "draft" ? order : await release(walk, order), "cancelled"),
};

/** `to`: entered at the end, if no step has led there. */
export async function takeSteps(
  walk: Walk,
  order: MakeOrder,
  { steps, to }: { steps: readonly Step[]; to: MakeStatus },
): Promise<MakeOrder> {
  let at = order;
  for (const step of steps) at = await takers[step](walk, at);
  return moved(walk.tx, at, to);
}

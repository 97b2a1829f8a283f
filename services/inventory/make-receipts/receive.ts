/** Receives made goods: consumes inputs, produces outputs (9.3, 9.8, MFG-1…3). */
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { StockPolicy } from "../costing/policy.ts";
import { stockableOf } from "../costing/rules/stockable.ts";
import { checkUnits } from "../make-orders/new-outputs.ts";
import { type MakeOrder, moved } from "../make-orders/order.ts";
import { receiptStatus } from "../make-orders/receipt-status.ts";
import { conversionOf, type Input, type Output, openOutput, use } from "../make-orders/rules/parts.ts";
import { overReceipt } from "../purchase-orders/errors.ts";
import { mostReceived } from "../purchase-orders/rules/lines.ts";
import { eventDateOf } from "../stock/event-date.ts";
import type { EntryDraft, Worth } from "../stock/rules/drafts.ts";
import { writeEntries } from "../stock/write-entries.ts";
import { location } from "../stores/location.ts";
import { makeReceipt } from "./make-receipt.ts";

export type MakeReceipt = Entity<typeof makeReceipt>;
type Made = { output_id: string; quantity: number };
export type Making = { lines: readonly Made[]; receipt_date?: string | null; notes?: string | null };

type Common = Pick<EntryDraft, "location_id" | "event_date" | "source_type" | "source_id" | "ref">;
type Part = {
  output: Output;
  quantity: number;
  conversion_cost: number;
  inputs: Input[];
  drafts: EntryDraft[];
};

/** Returns the order, not saved yet, and its receipt. The order must be entered and not ended. */
export async function receiveGoods(
  tx: Tx,
  policy: StockPolicy,
  order: MakeOrder,
  making: Making,
): Promise<{ order: MakeOrder; receipt: MakeReceipt }> {
  const id = newId();
  const receipt_date = eventDateOf(tx, making.receipt_date, "/receipt_date");
  const common: Common = {
    ...{ location_id: order.location_id, event_date: receipt_date, ref: order.number },
    ...{ source_type: "make_receipt", source_id: id },
  };
  const outputs = checkedOutputs(order, making.lines, policy);
  const parts = making.lines.map(({ quantity }, i) => partOf(order, outputs[i]!, quantity, common));
  const conversion_cost = sum(parts.map((part) => part.conversion_cost));
  const vendor_id = conversion_cost > 0 ? await vendorOf(tx, order) : null;
  const drafts = parts.flatMap((part) => part.drafts);
  const document = { kind: "make_receipt", id, version: 1 };
  const entries = await writeEntries(tx, { policy, drafts, books: { document, conversion_cost, vendor_id } });
  const values = new Map(
    entries.flatMap(({ event_type, line, value }) => (event_type === "produce" ? [[line, value]] : [])),
  );
  const receipt = await tx.insert(makeReceipt, {
    ...{ id, order_id: order.id, receipt_date, notes: making.notes ?? null, conversion_vendor_id: vendor_id },
    lines: parts.map(({ output, quantity, conversion_cost: cost }) => ({
      ...{ output_id: output.id, sku_id: output.sku_id, quantity, conversion_cost: cost },
      value: values.get(output.id) ?? 0,
    })),
  });
  const after = withParts(order, parts);
  return { order: moved(tx, after, receiptStatus(after)), receipt };
}

/** The entries of one output. Inputs come first, because their value is the value of the output. */
function partOf(order: MakeOrder, output: Output, quantity: number, common: Common): Part {
  const to = output.received + quantity;
  const conversion_cost = conversionOf(output, quantity);
  const uses = order.inputs
    .filter(({ output_id }) => output_id === output.id)
    .map((input) => ({ input, ...use(input, output, to) }));
  const own = new Set(uses.map(({ input }) => input.id));
  const worth = (before: readonly Worth[]) =>
    sum(before.map(({ line, value }) => (own.has(line) ? value : 0))) + conversion_cost;
  const consumed = uses
    .filter((each) => each.quantity > 0)
    .map(
      ({ input, quantity: taken, demand, allocated }): EntryDraft => ({
        ...common,
        ...stockableOf(input),
        ...{ event_type: "consume", quantity: taken, relieves: { demand, allocated }, line: input.id },
      }),
    );
  const produced: EntryDraft = {
    ...common,
    ...{ material_id: null, sku_id: output.sku_id, event_type: "produce", quantity, line: output.id },
    ...{ relieves: { on_order: Math.min(quantity, openOutput(output)) }, value: worth },
  };
  const inputs = uses.map(({ after }) => after);
  return { output, quantity, conversion_cost, inputs, drafts: [...consumed, produced] };
}

function withParts(order: MakeOrder, parts: readonly Part[]): MakeOrder {
  const inputs = new Map(parts.flatMap((part) => part.inputs.map((input) => [input.id, input])));
  const received = new Map(parts.map(({ output, quantity }) => [output.id, quantity]));
  return {
    ...order,
    inputs: order.inputs.map((input) => inputs.get(input.id) ?? input),
    outputs: order.outputs.map((output) => ({
      ...output,
      received: output.received + (received.get(output.id) ?? 0),
    })),
  };
}

/** RCV-1: each output at most once, and within the tolerance. */
function checkedOutputs(order: MakeOrder, lines: readonly Made[], policy: StockPolicy): Output[] {
  const ids = lines.map(({ output_id }) => output_id);
  return lines.map(({ output_id, quantity }, i) => {
    const pointer = `/lines/${i}`;
    const output = order.outputs.find(({ id }) => id === output_id);
    const place = `${pointer}/output_id`;
    if (!output) throw invalidField(place, "unknown", "The order has no output with this id.");
    if (ids.indexOf(output_id) < i)
      throw invalidField(place, "duplicate", "This output is in the receipt already.");
    checkUnits(quantity, pointer);
    const most = mostReceived(output.quantity, policy.over_receipt_ppm);
    const { id: line_id, quantity: ordered, received } = output;
    if (received + quantity > most)
      throw overReceipt({ line_id, ordered, received, most, asked: quantity }, [
        { pointer: `${pointer}/quantity` },
      ]);
    return output;
  });
}

/** MFG-3: the vendor of a work order's site, who is owed the conversion. */
async function vendorOf(tx: Tx, { kind, location_id }: MakeOrder): Promise<string | null> {
  return kind === "work" ? ((await tx.get(location, location_id))?.vendor_id ?? null) : null;
}

/**
 * Entered orders involve other services, so each is a request of its own; the others share transactions. Each
 * id is derived from the import's key, so that a repeated import finds the orders it has created.
 */
import { isFailure } from "../../../shared/errors.ts";
import { idOf, newId } from "../../../shared/ids.ts";
import { batchOf } from "../../../shared/service/batch.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import type { RowResult } from "../../../shared/service/rows.ts";
import { createSalesOrderAs } from "../sales-orders/declarations.ts";
import { salesOrder } from "../sales-orders/sales-order.ts";
import * as declared from "./declarations.ts";

const CHUNK = 100;
const CHUNKS_AT_ONCE = 3;
const AT_ONCE = 8;

type Row = { index: number; id: string; values: Record<string, unknown> };

export const importSalesOrders = flow(declared.importSalesOrders, async (context, { rows }) => {
  const { meta, headers, transact } = context;
  const key = headers.idempotency_key ?? newId();
  const all = rows.map((values, index): Row => ({ index, id: idOf(`sales order ${key} ${index}`), values }));
  const results: RowResult[] = [];
  for (let from = 0; from < all.length; from += CHUNK * CHUNKS_AT_ONCE) {
    const chunks = Array.from({ length: CHUNKS_AT_ONCE }, (_, i) => {
      const start = from + i * CHUNK;
      return importChunk(context, all.slice(start, start + CHUNK));
    });
    results.push(...(await Promise.all(chunks)).flat());
  }
  const created = results.filter(({ status }) => status === "created").length;
  const answer = { created, failed: results.length - created, results };
  return transact(meta, { action: declared.importSalesOrders.name, headers }, async () => answer);
});

/** A refusal concerns only its row: the rows of its chunk are then created one by one. */
async function importChunk(context: FlowContext, rows: readonly Row[]): Promise<RowResult[]> {
  if (rows.length === 0) return [];
  const there = await context.reader.find(salesOrder, { _id: { $in: rows.map(({ id }) => id) } });
  const done = new Set(there.map(({ id }) => id));
  const together = rows.filter(({ id, values }) => !done.has(id) && !wantsStock(values));
  for (const { id } of (await takenIn(context, together)) ? together : []) done.add(id);
  const results = new Map<string, RowResult>();
  const alone = rows.filter(({ id }) => !done.has(id));
  for (let from = 0; from < alone.length; from += AT_ONCE) {
    const made = await Promise.all(alone.slice(from, from + AT_ONCE).map((row) => createAlone(context, row)));
    for (const [i, result] of made.entries()) results.set(alone[from + i]!.id, result);
  }
  return rows.map((row) => results.get(row.id) ?? createdAs(row));
}

/** Whether a row, as a caller sent it and still unchecked, involves stock. */
const wantsStock = ({ status, historical, fulfillment_location_id }: Row["values"]): boolean =>
  status === "entered" && historical !== true && typeof fulfillment_location_id === "string";

/** All of them or none. */
async function takenIn({ call }: FlowContext, rows: readonly Row[]): Promise<boolean> {
  if (rows.length === 0) return true;
  try {
    // The operation checks each row against its own table.
    const action = declared.takeInSalesOrder.name;
    await call(batchOf("sales"), {
      steps: rows.map(({ id, values }) => ({ action, input: { ...values, id } })),
    });
    return true;
  } catch (error) {
    refuseUndecided(error);
    return false;
  }
}

const createdAs = ({ index, id }: Row): RowResult => ({ index, status: "created", id, error: null });

async function createAlone({ call }: FlowContext, { index, id, values }: Row): Promise<RowResult> {
  try {
    await call(createSalesOrderAs, { ...values, id } as InputOf<typeof createSalesOrderAs>);
    return createdAs({ index, id, values });
  } catch (error) {
    const { type: code, message, data } = refuseUndecided(error);
    return { index, status: "error", id: null, error: { code, message, errors: data.errors ?? [] } };
  }
}

/** Unavailability or a running duplicate says nothing about the row: the import must be repeated. */
function refuseUndecided(error: unknown) {
  if (!isFailure(error) || error.code >= 500 || error.type === "request_in_progress") throw error;
  return error;
}

/**
 * Orders that are entered cross services, so each row is a request of its own, under an id that follows from the import's
 * key: a repeated import finds what it has made.
 */
import { isFailure } from "../../../shared/errors.ts";
import { idOf, newId } from "../../../shared/ids.ts";
import { type FlowContext, flow } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import type { RowResult } from "../../../shared/service/rows.ts";
import { createSalesOrderAs } from "../sales-orders/declarations.ts";
import * as declared from "./declarations.ts";

const AT_ONCE = 8;

export const importSalesOrders = flow(declared.importSalesOrders, async (context, { rows }) => {
  const { meta, headers, transact } = context;
  const key = headers.idempotency_key ?? newId();
  const results: RowResult[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map((row, i) => one(context, row, { index: from + i, key })))));
  }
  const created = results.filter(({ status }) => status === "created").length;
  const answer = { created, failed: results.length - created, results };
  return transact(meta, { action: declared.importSalesOrders.name, headers }, async () => answer);
});

async function one(
  { call }: FlowContext,
  row: Record<string, unknown>,
  { index, key }: { index: number; key: string },
): Promise<RowResult> {
  const id = idOf(`sales order ${key} ${index}`);
  try {
    // The operation checks the row by its own table.
    await call(createSalesOrderAs, { ...row, id } as InputOf<typeof createSalesOrderAs>);
    return { index, status: "created", id, error: null };
  } catch (error) {
    // What is unavailable or still running says nothing of the row: the import is repeated.
    if (!isFailure(error) || error.code >= 500 || error.type === "request_in_progress") throw error;
    const { type: code, message, data } = error;
    return { index, status: "error", id: null, error: { code, message, errors: data.errors ?? [] } };
  }
}

/** LNK-7: the cost of goods in quantity is known when they leave the stock; the sale's figures and event follow then, once. */
import { sum } from "../../../shared/money.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import { command } from "../../../shared/service/operation.ts";
import { withCogs } from "../tenders/tender-shares.rules.ts";
import * as declared from "./declarations.ts";
import { sale } from "./sale.ts";

export const noteSaleCosts = command(declared.noteSaleCosts, async (tx, { id, costs }) => {
  const before = await tx.load(sale, id, { withHidden: true });
  const known = new Map(costs.map((each) => [each.line_id, each]));
  const unknown = before.lines.filter((line) => known.has(line.id) && !line.stock_entry_id);
  if (unknown.length === 0) return visibleOf(sale, before);
  const cogs = before.cogs + sum(unknown.map((line) => known.get(line.id)!.cost));
  const lines = before.lines.map((line) => {
    const noted = unknown.includes(line) ? known.get(line.id) : undefined;
    return noted ? { ...line, cost: noted.cost, stock_entry_id: noted.entry_id } : line;
  });
  return tx.save(
    sale,
    before,
    { lines, cogs, by_tender: withCogs(before.by_tender, cogs) },
    { emit: (after) => ({ event: declared.saleCosted, data: { sale: after } }) },
  );
});

/**
 * LNK-7: the cost of goods in quantity is known when they leave the stock; the sale's figures and event follow then, once, and
 * with them the tax on their margin (TAX-5).
 */
import { sum } from "../../../shared/money.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import { command } from "../../../shared/service/operation.ts";
import { costedLine, taxFigures } from "../pricing/rules/costed-line.ts";
import { withFigures } from "../tenders/tender-shares.rules.ts";
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
    return noted ? { ...costedLine(line, noted.cost), stock_entry_id: noted.entry_id } : line;
  });
  const { subtotal, tax_total, store_portion } = taxFigures(lines);
  const figures = { cogs, net: subtotal, tax: tax_total, store_portion };
  return tx.save(
    sale,
    before,
    { lines, cogs, subtotal, tax_total, store_portion, by_tender: withFigures(before.by_tender, figures) },
    { emit: (after) => ({ event: declared.saleCosted, data: { sale: after } }) },
  );
});

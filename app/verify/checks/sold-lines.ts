/** RPT-3: what inventory keeps of sold lines, for figures of the stock and suggested prices, is what sales have. */
import { big, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy } from "../stores.ts";

function compare(sale: Row, kept: ReadonlyMap<string, Row[]>, tell: Tell): void {
  const lines = (sale.lines as Row[]).filter(({ quantity }) => quantity > 0);
  tell.read("RPT-3", lines.length);
  for (const line of lines) {
    const row = kept.get(line.id)?.[0];
    const sold = big(line.quantity);
    const returned = sale.status === "voided" ? sold : big(line.refunded_quantity);
    if (!row) tell.breach("RPT-3", sale, `sold line ${line.id}, which inventory does not know`);
    else if (big(row.quantity) !== sold || big(row.returned) !== returned)
      tell.breach(
        "RPT-3",
        sale,
        `sold ${sold} and took back ${returned} on line ${line.id}, inventory knows ${row.quantity} and ${row.returned}`,
      );
  }
}

export const soldLines: Walk = {
  checks: { "RPT-3": "sold and returned units of each line = those on its sale" },
  async run(stores, tell) {
    const fields = ["org_id", "status", "lines.id", "lines.quantity", "lines.refunded_quantity"];
    const sold = { status: { $in: ["finalized", "voided"] } };
    for await (const piece of pieces(stores.rows("sales", "sales", sold, { fields }))) {
      const ids = piece.flatMap(({ lines }) => (lines as Row[]).map(({ id }) => id as string));
      const kept = await rowsBy(stores, ["inventory", "sold_lines"], "_id", ids, ["quantity", "returned"]);
      for (const sale of piece) compare(sale, kept, tell);
    }
  },
};

/** Lines of finalised sales; those of voided ones never happened (VOID-1). */
import { notFound } from "../../../shared/errors.ts";
import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { getSaleLine, listSaleLines } from "../public.ts";
import { sale } from "../resources/sale.ts";
import { linesOfSales, saleLine } from "../resources/sale-line.ts";

const finalized = { status: "finalized" } as const;

export const listLines = query(listSaleLines, (reader, input) =>
  reader.elements(
    saleLine,
    linesOfSales,
    { sort: "-finalized_at", ...listQueryOf(input) },
    { ...finalized, ...visibleTo(sale, reader.meta) },
  ),
);

export const getLine = query(getSaleLine, async (reader, { id }) => {
  const found = await reader.element(saleLine, linesOfSales, id, {
    ...finalized,
    ...visibleTo(sale, reader.meta),
  });
  if (!found) throw notFound("sale_line", id);
  return found;
});

import { notFound } from "../../../shared/errors.ts";
import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import * as declared from "./declarations.ts";
import { sale } from "./sale.ts";
import { finalizedOnly, linesOfSales, saleLine } from "./sale-line.ts";

export const getSaleLine = query(declared.getSaleLine, async (reader, { id }) => {
  const found = await reader.element(saleLine, linesOfSales, id, {
    ...finalizedOnly,
    ...visibleTo(sale, reader.meta),
  });
  if (!found) throw notFound("sale_line", id);
  return found;
});

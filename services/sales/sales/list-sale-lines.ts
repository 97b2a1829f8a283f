import { listQueryOf, query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import * as declared from "./declarations.ts";
import { sale } from "./sale.ts";
import { finalizedOnly, linesOfSales, saleLine } from "./sale-line.ts";

export const listSaleLines = query(declared.listSaleLines, (reader, input) =>
  reader.elements(
    saleLine,
    linesOfSales,
    { sort: "-finalized_at", ...listQueryOf(input) },
    { ...finalizedOnly, ...visibleTo(sale, reader.meta) },
  ),
);

/** A list as CSV: its own filters, every page, amounts as the dialect writes them beside their currency (BLK-5). */
import { CSV } from "../../shared/csv/write-csv.ts";
import type { Page } from "../../shared/page.ts";
import { entityOf } from "../../shared/service/operation.ts";
import { csvOf, pagesOfList } from "../export.ts";
import type { Shape } from "../shapes/shape.ts";
import { actionFor } from "./actions.ts";
import type { Area } from "./area.ts";
import { type Behavior, reply } from "./behavior.ts";
import { listQueryOf } from "./builders.ts";
import { showEach } from "./context.ts";
import { filterParameters } from "./filters.ts";

export function exportOf<Row extends object>(of: Area<Row>): Behavior {
  const { shape, options } = of;
  const { ref, scope } = actionFor(of, "list");
  const names = namesIn(of);
  return {
    scope,
    parameters: () => filterParameters(of.filters),
    response: () => ({ type: "string" }),
    media: "text/csv",
    async run(ctx) {
      await ctx.services.admit("export");
      const asked = listQueryOf(ctx, ctx.request.query, of, of.filters);
      const { limit: _limit, cursor: _cursor, ...query } = asked;
      const { currency } = ctx.wire;
      const stream = csvOf(
        [...names, "currency"],
        pagesOfList(
          async (page) => {
            const found = (await ctx.read(ref, page)) as Page<Row>;
            await options.complete?.(ctx, found.data, new Set());
            const rows = shape.asIs ? found.data : await showEach(ctx, shape, found.data);
            return { ...found, data: rows.map((row) => ({ ...row, currency })) };
          },
          query,
          (rows) => ctx.services.note({ kind: "export", rows, format: "csv" }),
        ),
      );
      const filename = `${of.resource.plural}.csv`;
      const headers = { "Content-Type": CSV, "Content-Disposition": `attachment; filename="${filename}"` };
      return reply({ stream, headers });
    },
  };
}

/** Columns: the fields of the shape, or of the resource where its rows are shown unchanged. */
const namesIn = ({ shape, resource }: Pick<Area, "resource"> & { shape: Shape<never> }): string[] =>
  shape.asIs
    ? Object.keys(entityOf(resource).schema.properties as object)
    : Object.keys(shape.fields).filter((each) => !each.startsWith("historic_"));

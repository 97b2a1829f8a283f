/** A list as a file: every page as the list shows it, one in memory at a time. */
import type { Condition, ListQuery, Page } from "../../shared/page.ts";
import { type Column, type ExportFormat, pagesOfList } from "../export.ts";
import type { Body } from "../shapes/body.ts";
import { actionFor } from "./actions.ts";
import type { Area } from "./area.ts";
import { reply } from "./behavior.ts";
import { areaQuery } from "./builders.ts";
import type { DialectContext } from "./context.ts";

type Wanted = Named & {
  /** Conditions that the list has beside those of the request. */
  also: readonly Condition[];
  /** Whether the request's own conditions are left out. */
  whole: boolean;
};
type Named = {
  format: ExportFormat;
  /** The name of the file, without its extension. */
  name: string;
};

/** "primary_email" and "primaryEmail" are "Primary Email". */
export const titleOf = (field: string): string =>
  field
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** A field that a row has in both casings is one column. */
function columnsOf(fields: readonly string[]): Column[] {
  const named = fields.map((field) => [titleOf(field), field] as const);
  return [...new Map(named.toReversed())].map(([header, field]) => ({ header, field })).toReversed();
}

function queryOf(ctx: DialectContext, of: Area, { also, whole }: Wanted): ListQuery {
  const { limit: _limit, skip: _skip, count: _count, ...asked } = areaQuery(ctx, of, also);
  if (!whole) return asked;
  const conditions = [...(of.options.only ?? []), ...also];
  return { ...(asked.sort ? { sort: asked.sort } : {}), ...(conditions.length ? { conditions } : {}) };
}

export function fileOfList(ctx: DialectContext, of: Area, wanted: Wanted): object {
  const { ref } = actionFor(of, "list");
  const { present, list: wished } = of.view.open(ctx);
  const pages = pagesOfList(
    async (page) => {
      const found = (await ctx.read(ref, page as Body)) as Page<Body>;
      return { ...found, data: (await present(found.data)) as Body[] };
    },
    { ...queryOf(ctx, of, wanted), ...wished },
    (rows) => ctx.services.note({ kind: "export", rows, format: wanted.format.extension }),
  );
  return fileOf(Object.keys((of.options.shows ?? of.shape).fields), pages, wanted);
}

/** Rows as a file with these fields of theirs. */
export function fileOf(
  fields: readonly string[],
  pages: AsyncIterable<Body[]>,
  { format, name }: Named,
): object {
  const filename = `${name}.${format.extension}`;
  return reply({
    stream: format.write(columnsOf(fields), pages),
    headers: { "Content-Type": format.media, "Content-Disposition": `attachment; filename="${filename}"` },
  });
}

/** Lists, which are files as well: all their rows, or all that match, in four formats (MRC-W-16). */
import type { Condition } from "../../../shared/page.ts";
import { type ExportFormat, exportFormats } from "../../export.ts";
import type { Area } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { list } from "../../kit/builders.ts";
import type { DialectContext } from "../../kit/context.ts";
import { fileOf, fileOfList } from "../../kit/list-export.ts";
import type { Parameter, Query } from "../../kit/request.ts";
import type { Body } from "../../shapes/body.ts";
import { flagWord, MOST } from "./paging.ts";

const scopes = ["exportScope", "export_scope", "full", "all"] as const;
const parameters: readonly Parameter[] = [
  {
    ...{ name: "format", schema: { type: "string" } },
    about: "`csv`, `json`, `xml` or `markdown`: all matching rows as a file, in place of a page.",
  },
  { name: "exportScope", schema: { type: "string" }, about: "`full`: all rows, whatever is filtered." },
];

const formats = Object.entries(exportFormats);
const typeOf = (media: string): string => media.split(";")[0]!;

/** A format by its name or media type; what is none is a page as usual. */
function formatOf(query: Query) {
  const wished = query
    .findLast(([name]) => name === "format")?.[1]
    .trim()
    .toLowerCase();
  const found = formats.find(
    ([name, { extension, media }]) => wished && [name, extension, typeOf(media)].includes(wished),
  );
  return found?.[1];
}

const isWhole = (query: Query): boolean =>
  query.some(([name, value]) =>
    name === "full" || name === "all"
      ? flagWord(value) === true
      : scopes.some((each) => each === name) && value.trim().toLowerCase() === "full",
  );

type Wished = { whole: boolean; format: ExportFormat; name: string };

/** The list, which answers with a file where one is wished; the context of `file` has no words of exports. */
const filed = (
  listed: Behavior,
  file: (ctx: DialectContext, wished: Wished) => Promise<object>,
): Behavior => ({
  ...listed,
  files: formats.map(([, { media }]) => typeOf(media)).filter((each) => each !== "application/json"),
  parameters: (dialect) => [...(listed.parameters?.(dialect) ?? []), ...parameters],
  async run(ctx) {
    const { query } = ctx.request;
    const format = formatOf(query);
    if (!format) return listed.run(ctx);
    await ctx.services.admit("export");
    const words: readonly string[] = ["format", ...scopes];
    const whole = isWhole(query);
    const entity = ctx.path.split("/").at(-1)!;
    const wished = { whole, format, name: whole ? `${entity}_full` : entity };
    return file(
      withQuery(
        ctx,
        query.filter(([name]) => !words.includes(name)),
      ),
      wished,
    );
  },
});

const withQuery = (ctx: DialectContext, query: Query): DialectContext => ({
  ...ctx,
  request: { ...ctx.request, query },
});

export const listing = (
  of: Area,
  only?: (ctx: DialectContext) => Condition[] | Promise<Condition[]>,
): Behavior =>
  filed(list(of, only), async (ctx, wished) =>
    fileOfList(ctx, of, { also: (await only?.(ctx)) ?? [], ...wished }),
  );

const sorting = ["sortField", "sortDir"];

type Listed = { items: Body[]; total?: number; totalPages?: number };

/** The same for a list that is no area's: the pages of its own answers. */
export const pagesAsFile = (listed: Behavior): Behavior =>
  filed(listed, async (ctx, { whole, format, name }) => {
    const asked = ctx.request.query.filter(([each]) =>
      whole ? sorting.includes(each) : !/^page(Size)?$/.test(each),
    );
    const pageAt = async (page: number) => {
      const paged: Query = [...asked, ["page", String(page)], ["pageSize", String(MOST)]];
      return (await listed.run(withQuery(ctx, paged))) as Listed;
    };
    const first = await pageAt(1);
    const rows = first.total ?? first.items.length;
    await ctx.services.note({ kind: "export", rows, format: format.extension });
    async function* pages() {
      yield first.items;
      for (let page = 2; page <= (first.totalPages ?? 1); page++) yield (await pageAt(page)).items;
    }
    return fileOf(Object.keys(first.items[0] ?? {}), pages(), { format, name });
  });

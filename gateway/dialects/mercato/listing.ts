/** Lists, which are files as well: all their rows, or all that match, in four formats (MRC-W-16). */
import type { Condition } from "../../../shared/page.ts";
import { exportFormats } from "../../export.ts";
import type { Area } from "../../kit/area.ts";
import type { Behavior } from "../../kit/behavior.ts";
import { list } from "../../kit/builders.ts";
import type { DialectContext } from "../../kit/context.ts";
import { fileOfList } from "../../kit/list-export.ts";
import type { Parameter, Query } from "../../kit/request.ts";
import { flagWord } from "./paging.ts";

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

export function listing(
  of: Area,
  only?: (ctx: DialectContext) => Condition[] | Promise<Condition[]>,
): Behavior {
  const listed = list(of, only);
  return {
    ...listed,
    files: formats.map(([, { media }]) => typeOf(media)).filter((each) => each !== "application/json"),
    parameters: (dialect) => [...(listed.parameters?.(dialect) ?? []), ...parameters],
    async run(ctx) {
      const { query } = ctx.request;
      const format = formatOf(query);
      if (!format) return listed.run(ctx);
      const words: readonly string[] = ["format", ...scopes];
      const rest = {
        ...ctx,
        request: { ...ctx.request, query: query.filter(([name]) => !words.includes(name)) },
      };
      const whole = isWhole(query);
      const entity = ctx.path.split("/").at(-1)!;
      const name = whole ? `${entity}_full` : entity;
      return fileOfList(rest, of, { also: (await only?.(ctx)) ?? [], whole, format, name });
    },
  };
}

/** Terms of the vocabulary as dialects write and show them: by slug, or by name. */
import { ensureTerms, findTerms } from "../services/catalog/public.ts";
import { slugOf } from "../shared/resource/slug.ts";
import type { Trial, WriteVerb } from "./kit/area.ts";
import type { DialectContext } from "./kit/context.ts";
import type { Body } from "./shapes/body.ts";
import type { Link, LinkSource } from "./shapes/link.ts";

type TermKind = "category" | "brand" | "size" | "color" | "fabric";

/** A slug in either spelling: "XL" finds the size `xl`. */
const bySlug: LinkSource = {
  key: "slug",
  spellings: (slug) => [...new Set([slug, slugOf(slug)])],
  async resolve(reads, wanted) {
    const asked = wanted.map(({ kind, keys, ids }) => ({ kind: kind as TermKind, slugs: keys, ids }));
    const found = await reads.read(findTerms, { wanted: asked });
    return found.map(({ kind, id, slug }) => ({ kind, id, key: slug }));
  },
};
export const termBySlug = (kind: TermKind): { link: Link } => ({ link: { source: bySlug, kind } });

/** Terms that are read and shown by name. */
const namedTerms = ["brand", "color", "size"] as const;
type Kind = (typeof namedTerms)[number];
type Named = { [kind in Kind as `${kind}_id`]: string | null } & {
  [kind in Kind as `${kind}_name`]?: string | null;
} & { written_as: Record<string, unknown> };

/** Adds the names of the terms that rows have by id, in the spelling in which each was written. */
export async function nameTerms(ctx: DialectContext, rows: readonly Named[]): Promise<void> {
  const wanted = namedTerms.map((kind) => ({
    kind,
    ids: [...new Set(rows.flatMap((row) => row[`${kind}_id`] ?? []))],
  }));
  if (wanted.every((each) => each.ids.length === 0)) return;
  const found = await ctx.read(findTerms, { wanted });
  const names = new Map(found.map((each) => [each.id, each.name]));
  for (const row of rows)
    for (const kind of namedTerms) {
      const name = names.get(row[`${kind}_id`] ?? "");
      const written = row.written_as[kind];
      // Since then the item may have another term, or the term another name.
      const same = typeof written === "string" && name !== undefined && slugOf(written) === slugOf(name);
      row[`${kind}_name`] = same ? written : (name ?? null);
    }
}

/**
 * Brands, colors and sizes are written by name. A new name becomes a term of the shop, but only once the rest of the body
 * has been tried, so that a refused item leaves no term behind.
 */
export async function storeTermsNamed(
  ctx: DialectContext,
  verb: WriteVerb,
  values: Body,
  trial: Trial,
): Promise<Body> {
  const named = namedTerms.filter((kind) => `${kind}_name` in values);
  if (named.length === 0) return values;
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith("_name")));
  const names = named.map((kind) => ({ kind, name: values[`${kind}_name`] as string | null }));
  const given = names.filter((each): each is { kind: Kind; name: string } => !!each.name);
  const wanted = given.map(({ kind, name }) => ({ kind, names: [name] }));
  const found = given.length ? await ctx.read(findTerms, { wanted }) : [];
  const known = given.flatMap(({ kind }) => found.find((each) => each.kind === kind) ?? []);
  const all = known.length === given.length;
  // Without the new terms, because they do not exist yet.
  const wordless = Object.fromEntries(named.map((kind) => [`${kind}_id`, null]));
  if (!all) await trial({ ...rest, ...wordless });
  // In the order in which they were sent.
  const terms = all ? known : await ctx.call(ensureTerms, { wanted: given });
  const termOf = (kind: Kind) => terms[given.findIndex((each) => each.kind === kind)];
  const ids = names.map(({ kind }) => [`${kind}_id`, termOf(kind)?.id ?? null]);
  // The item stores a spelling that differs from the shop's; a change removes an earlier one.
  const written = names.flatMap(({ kind, name }) => {
    const own = termOf(kind)?.name === name ? null : name;
    return own || verb === "change" ? [[kind, own || null]] : [];
  });
  const spelling = written.length ? { written_as: Object.fromEntries(written) } : {};
  return { ...rest, ...Object.fromEntries(ids), ...spelling };
}

/** Ids of terms by name; names that the shop does not have are left out. */
export async function termIdsNamed(
  ctx: DialectContext,
  named: { [kind in Kind]?: string | undefined },
): Promise<Body> {
  const wanted = namedTerms.flatMap((kind) => (named[kind] ? [{ kind, names: [named[kind]] }] : []));
  if (wanted.length === 0) return {};
  const found = await ctx.read(findTerms, { wanted });
  // The shop's own term comes first and takes precedence.
  return Object.fromEntries(found.reverse().map(({ kind, id }) => [`${kind}_id`, id]));
}

/** Links: fields whose wire has another key (a slug, a name) of the row whose id is stored. */
import type { ActionRef } from "../../shared/service/reference.ts";

/** Reads from services. */
export type Reads = { read<In, Out>(operation: ActionRef<In, Out>, input: NoInfer<In>): Promise<Out> };

/** Finds keys by id and ids by key; one call for all links of a source. */
export type LinkSource = {
  /** The name of the key: "slug". */
  key: string;
  resolve(reads: Reads, wanted: readonly WantedLink[]): Promise<ResolvedLink[]>;
  /** Spellings under which a written key may be stored. */
  spellings(key: string): string[];
};
export type Link = { source: LinkSource; kind: string };
export type WantedLink = { kind: string; keys: string[]; ids: string[] };
export type ResolvedLink = { kind: string; id: string; key: string };

export type Links = {
  id(link: Link, key: string): string | undefined;
  key(id: string): string | undefined;
};
export const noLinks: Links = { id: () => undefined, key: () => undefined };

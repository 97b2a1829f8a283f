/** The interface of providers (CLS-1). A provider proposes; it writes nothing. */
import type { Picture } from "./decode.ts";
import type { PaletteColor } from "./rules/picture-colors.ts";
import type { Proposals, Proposed, Term, Terms } from "./rules/proposals.ts";

export type Taxonomy = Omit<Terms, "color"> & { readonly color: readonly (Term & Partial<PaletteColor>)[] };

export type Asked = {
  pictures: readonly Picture[];
  taxonomy: Taxonomy;
  /** BCP 47. */
  locale: string;
  /** Suggestions from the shop's own similar pictures. */
  similar: { category: Proposed[]; brand: Proposed[] };
};

export type Answer = Proposals & { model_version: string };

export type Provider = { readonly name: string; classify(asked: Asked): Promise<Answer> };

import { folded } from "../../../../shared/resource/words.ts";
/** Proposals for a piece (CLS-1), from several pictures or from a provider. */

export const attributes = ["category", "color", "brand", "fabric", "size"] as const;
export type Attribute = (typeof attributes)[number];

/** A term of the shop, or a word that is none of its terms (`id` null); confidence 0…1. */
export type Proposed = { id: string | null; label: string; confidence: number };
export type Proposals = Record<Attribute, Proposed[]>;

export type Term = { id: string; name: string };
export type Terms = Record<Attribute, readonly Term[]>;

/** The maximum number of proposals for one attribute. */
const MOST = 10;
const LONGEST = 255;

const rounded = (confidence: number): number => Math.round(confidence * 1000) / 1000;
const surestFirst = (one: Proposed, other: Proposed) =>
  other.confidence - one.confidence || (one.label < other.label ? -1 : 1);

/** All pictures have the same weight: confidences are the mean over all pictures. */
export function together(pictures: readonly (readonly Proposed[])[]): Proposed[] {
  const sums = new Map<string, Proposed>();
  for (const each of pictures.flat()) {
    const key = each.id ?? each.label;
    const before = sums.get(key)?.confidence ?? 0;
    sums.set(key, { ...each, confidence: before + each.confidence / pictures.length });
  }
  return [...sums.values()]
    .map((each) => ({ ...each, confidence: rounded(each.confidence) }))
    .filter(({ confidence }) => confidence > 0)
    .sort(surestFirst)
    .slice(0, MOST);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readOne(value: unknown, terms: readonly Term[]): Proposed[] {
  if (!isObject(value) || typeof value.confidence !== "number") return [];
  const { id, label, confidence } = value;
  if (!(confidence >= 0 && confidence <= 1)) return [];
  const said =
    typeof label === "string" ? label.slice(0, LONGEST).toWellFormed().replaceAll("\u0000", "") : "";
  const term =
    terms.find((each) => each.id === id) ?? terms.find((each) => folded(each.name) === folded(said));
  if (term) return [{ id: term.id, label: term.name, confidence: rounded(confidence) }];
  // An unknown id is useless. A word may still help a person.
  return said ? [{ id: null, label: said, confidence: rounded(confidence) }] : [];
}

/** Proposals from a provider's answer. Invalid parts are left out; null if the answer is unusable. */
export function readProposals(answer: unknown, terms: Terms): Proposals | null {
  if (!isObject(answer)) return null;
  const entries = attributes.map((attribute) => {
    const given = answer[attribute] ?? [];
    if (!Array.isArray(given)) return null;
    const read = given.slice(0, 100).flatMap((each) => readOne(each, terms[attribute]));
    return [attribute, read.sort(surestFirst).slice(0, MOST)] as const;
  });
  if (entries.some((entry) => entry === null)) return null;
  return Object.fromEntries(entries as [Attribute, Proposed[]][]) as Proposals;
}

/** "no_brand" …: attributes without a proposal. */
export const limitationsOf = (proposals: Proposals): string[] =>
  (["brand", "size", "fabric"] as const)
    .filter((attribute) => proposals[attribute].length === 0)
    .map((attribute) => `no_${attribute}`);

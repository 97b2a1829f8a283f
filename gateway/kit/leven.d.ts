declare module "leven" {
  /** The Levenshtein distance of two texts. */
  export default function leven(one: string, other: string): number;
}

declare module "leven" {
  /** How many letters must be changed, added or left out to make one of the other. */
  export default function leven(one: string, other: string): number;
}

/** A check reads rows, counts them, and reports each breach under an id that is stable over repeated reads. */
import type { Row, Stores } from "./stores.ts";

export type Tell = {
  /** Rows read for this check. */
  read(check: string, rows?: number): void;
  /** `of`: a row, or something `named` like one. Its tenant, if any, is informed of the breach. */
  breach(check: string, of: Row, what: string): void;
  /** Unfinished work that is safe: the next start does it. */
  waits(check: string, of: Row, what: string): void;
};

/** The subject of a breach, with a name that includes its place. */
export const named = (_id: string, { org_id }: { org_id?: unknown } = {}): Row => ({ _id, org_id });

/** One walk through the data for one or several checks. */
export type Walk = {
  /** Check → its meaning in a few words. */
  checks: Record<string, string>;
  run(stores: Stores, tell: Tell): Promise<void>;
};

/** Whether a stored amount is whole and small enough to be exact; INV-10 reports others. */
export const isWhole = (value: unknown): value is number | bigint =>
  typeof value === "bigint" || Number.isSafeInteger(value);

/** An amount as BigInt; missing and broken ones count as 0, so that one breach is reported once. */
export const big = (value: unknown): bigint => (isWhole(value) ? BigInt(value) : 0n);

export function total(rows: readonly Row[] | null | undefined, field: string): bigint {
  let sum = 0n;
  for (const row of rows ?? []) sum += big(row[field]);
  return sum;
}

export const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, i) => each === other[i]);

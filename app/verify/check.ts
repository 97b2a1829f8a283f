/** What a check is: it reads, counts what it read, and tells each breach under an id that stays the same when it is read again. */
import type { Row, Stores } from "./stores.ts";

export type Tell = {
  /** Rows read for this check. */
  read(check: string, rows?: number): void;
  /** `of`: a row, or what is `named` like one; where it has a tenant, the breach is his to hear of. */
  breach(check: string, of: Row, what: string): void;
  /** What is not done yet, and safe: whoever serves next does it. */
  waits(check: string, of: Row, what: string): void;
};

/** A breach's subject under a name that also says where it lies. */
export const named = (_id: string, { org_id }: { org_id?: unknown } = {}): Row => ({ _id, org_id });

/** One walk through the data for one or several checks. */
export type Walk = {
  /** Check → what it means, in a few words. */
  checks: Record<string, string>;
  run(stores: Stores, tell: Tell): Promise<void>;
};

/** What is stored as an amount: whole, and small enough to be exact. Anything else is INV-10's to tell. */
export const isWhole = (value: unknown): value is number | bigint =>
  typeof value === "bigint" || Number.isSafeInteger(value);

/** An amount as BigInt; absent and broken ones count as 0, so that one breach is told once. */
export const big = (value: unknown): bigint => (isWhole(value) ? BigInt(value) : 0n);

export function total(rows: readonly Row[] | null | undefined, field: string): bigint {
  let sum = 0n;
  for (const row of rows ?? []) sum += big(row[field]);
  return sum;
}

export const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, i) => each === other[i]);

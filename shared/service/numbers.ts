/**
 * Human-readable numbers (ID-2): per tenant and kind, increasing, never reused. They come from reserved
 * blocks, so that not every request touches the same row; a block starts small and grows under heavy use, so
 * that a quiet shop sees no gaps and an importer pays one round trip per hundred.
 */
import { nowMs } from "../clock.ts";
import type { Kernel } from "./database.ts";

type Block = { next: number; end: number; size: number; reserved_ms: number };

const MAX_BLOCK = 100;
const QUICK_MS = 2000;

export type Numbers = {
  next(org: string, kind: string): Promise<number>;
  /** A caller has used this number: blocks reserved from now on begin behind it. */
  pass(org: string, kind: string, number: number): Promise<void>;
  /**
   * Takes a number out of the sequence for good: blocks begin behind it. False if it was given out, or another process may do
   * so at any moment; claimed once, it stays the claimants', who decide among themselves.
   */
  claim(org: string, kind: string, number: number): Promise<boolean>;
};

export function numbersOf(kernel: Kernel): Numbers {
  const blocks = new Map<string, Block>();
  const reserving = new Map<string, Promise<Block>>();

  async function reserve(key: string): Promise<Block> {
    const before = blocks.get(key);
    const quick = before !== undefined && nowMs() - before.reserved_ms < QUICK_MS;
    const size = quick ? Math.min(MAX_BLOCK, before.size * 2) : 1;
    const row = await kernel.numbers.findOneAndUpdate(
      { _id: key },
      { $inc: { next: size } },
      { upsert: true, returnDocument: "after" },
    );
    const end = Number(row?.next);
    const block = { next: end - size + 1, end, size, reserved_ms: nowMs() };
    blocks.set(key, block);
    return block;
  }

  return {
    async next(org, kind) {
      const key = `${org}:${kind}`;
      for (;;) {
        const block = blocks.get(key);
        if (block && block.next <= block.end) return block.next++;
        let pending = reserving.get(key);
        if (!pending) {
          pending = reserve(key).finally(() => reserving.delete(key));
          reserving.set(key, pending);
        }
        await pending;
      }
    },
    async pass(org, kind, number) {
      const key = `${org}:${kind}`;
      const block = blocks.get(key);
      if (block && block.end >= number) return;
      await kernel.numbers.updateOne({ _id: key }, { $max: { next: number } }, { upsert: true });
      blocks.delete(key);
    },
    async claim(org, kind, number) {
      const key = `${org}:${kind}`;
      const block = blocks.get(key);
      // What is left of a block of this process can be given up.
      const isOwn = block !== undefined && block.next <= number && number <= block.end;
      if (isOwn) blocks.delete(key);
      const before = await kernel.numbers.findOneAndUpdate(
        { _id: key },
        { $max: { next: number } },
        { upsert: true, returnDocument: "before" },
      );
      const claimed = { _id: `${key}:${number}` };
      const isGiven = !isOwn && Number(before?.next ?? 0) >= number;
      if (isGiven) return (await kernel.numbers.findOne(claimed)) !== null;
      await kernel.numbers.updateOne(claimed, { $set: { next: number } }, { upsert: true });
      return true;
    },
  };
}

/** What a command does with the numbers of its tenant. */
export type TenantNumbers = {
  /** The next human-readable number of this kind (ID-2). */
  number(kind: string): Promise<number>;
  /** The caller uses this number of the kind; numbers after it come next. */
  passNumber(kind: string, number: number): Promise<void>;
  /** Takes a number of the kind out of the sequence; false if it was given out, or may be at any moment. */
  claimNumber(kind: string, number: number): Promise<boolean>;
};

export function tenantNumbers(org: string, numbers: Numbers | undefined): TenantNumbers {
  const own = () => {
    if (!numbers) throw new TypeError("A write outside a command takes no number.");
    return numbers;
  };
  return {
    number: (kind) => own().next(org, kind),
    passNumber: (kind, number) => own().pass(org, kind, number),
    claimNumber: (kind, number) => own().claim(org, kind, number),
  };
}

/** Numbers of a command that may be attempted again: the next attempt reuses those of the failed one. */
export type TakenNumbers = Numbers & {
  /** Begins an attempt. */
  again(): void;
  /** Drops a number that a caller's own code has taken, and returns whether there was one. */
  dropTaken(error: { message: string }): boolean;
};

export function takenNumbers(numbers: Numbers): TakenNumbers {
  const taken = new Map<string, number[]>();
  let used = new Map<string, number>();
  return {
    async next(org, kind) {
      const key = `${org} ${kind}`;
      const own = taken.get(key) ?? [];
      const at = used.get(key) ?? 0;
      used.set(key, at + 1);
      const next = own[at] ?? (await numbers.next(org, kind));
      if (at === own.length) taken.set(key, [...own, next]);
      return next;
    },
    ...{ pass: numbers.pass, claim: numbers.claim },
    again() {
      used = new Map();
    },
    dropTaken({ message }) {
      const [, refused = ""] = message.split(" dup key: ");
      for (const [key, own] of taken) {
        const left = own.filter((number) => !refused.includes(`: "${padded(number)}"`));
        if (left.length === own.length) continue;
        taken.set(key, left);
        return true;
      }
      return false;
    },
  };
}

/** At least six digits, as on a tag. */
export const padded = (number: number): string => String(number).padStart(6, "0");

/** The number of ours that a caller's own code looks like. Longer codes are EANs: ours shall not continue behind those. */
export const numberIn = (code: string): number | null => (/^\d{6}$/.test(code) ? Number(code) : null);

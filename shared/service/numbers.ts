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

export type Numbers = (org: string, kind: string) => Promise<number>;

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

  return async (org, kind) => {
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
  };
}

/** At least six digits, as on a tag. */
export const padded = (number: number): string => String(number).padStart(6, "0");

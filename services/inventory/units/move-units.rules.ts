/** Decides moves of units from one status to another (4.1). Pure. */
import { type InvalidTransition, type Moves, movesOf } from "../../../shared/machine.ts";
import { isSold, normalCounts, type StatusCounts, type UnitStatus, unitStatuses } from "./status.rules.ts";

/** The cause of a move. A manual status change is `status`; the others are flows of that name. */
export const moveFlows = ["status", "hold", "release", "sale", "channel", "void", "refund"] as const;
export type MoveFlow = (typeof moveFlows)[number];

const ENDS = ["returned_to_owner", "donated", "discarded"] as const;
const MISSING = ["lost", "stolen", "damaged"] as const;

type Table = Partial<Record<UnitStatus, readonly UnitStatus[]>>;

const fromSold = (to: readonly UnitStatus[]): Table =>
  Object.fromEntries(unitStatuses.filter(isSold).map((status) => [status, to]));

const BY_HAND = {
  inactive: ["active", "to_be_returned", ...ENDS, ...MISSING],
  active: ["inactive", "to_be_returned", ...ENDS, ...MISSING],
  to_be_returned: ["active", ...ENDS, ...MISSING],
  lost: ["active"],
  stolen: ["active"],
  damaged: ["active", ...ENDS],
} as const satisfies Table;

const MOVES: Record<MoveFlow, Moves<UnitStatus>> = {
  status: movesOf<UnitStatus>(BY_HAND),
  hold: movesOf<UnitStatus>({ active: ["parked"] }),
  release: movesOf<UnitStatus>({ parked: ["active"] }),
  sale: movesOf<UnitStatus>({ active: ["sold"], parked: ["sold"] }),
  channel: movesOf<UnitStatus>({ active: ["sold_on_shopify", "sold_on_square", "sold_on_third_party"] }),
  void: movesOf<UnitStatus>(fromSold(["active"])),
  refund: movesOf<UnitStatus>(fromSold(["active", "damaged", "returned_to_owner"])),
};

/** Only with `force` and a reason: units come back that had left the shop for good. */
const FORCED = movesOf<UnitStatus>({
  ...BY_HAND,
  returned_to_owner: ["active"],
  donated: ["active"],
  discarded: ["active"],
});

export type MoveOptions = {
  flow?: MoveFlow;
  force?: boolean;
  reason?: string | null;
  /** ITM-2: `to_be_returned` is skipped. */
  collapse_return_states?: boolean;
  /** SALE-4: own goods may be sold below zero where the organization allows it. */
  allow_negative?: boolean;
};

export type Move = { from: UnitStatus; to: UnitStatus; units: number };

export type MoveDecision =
  | { ok: true; status_counts: StatusCounts; moves: Move[] }
  | InvalidTransition<UnitStatus>
  | { ok: false; code: "item_not_available"; from: UnitStatus; available: number; asked: number }
  | { ok: false; code: "status_not_settable"; to: UnitStatus }
  | { ok: false; code: "reason_required" };

/** The allowed transitions of this flow. */
function movesBy({ flow = "status", force }: MoveOptions): Moves<UnitStatus> {
  return flow === "status" && force ? FORCED : MOVES[flow];
}

/** The status from which a flow takes units by default. A sale may only take its own parked units. */
const DEFAULT_FROM: Partial<Record<MoveFlow, UnitStatus>> = {
  hold: "active",
  release: "parked",
  sale: "active",
  channel: "active",
};

/** Without a default, it takes units of every allowed status, active ones first. */
function sources(counts: StatusCounts, to: UnitStatus, options: MoveOptions): UnitStatus[] {
  const fixed = DEFAULT_FROM[options.flow ?? "status"];
  if (fixed) return [fixed];
  const { next } = movesBy(options);
  const open = unitStatuses.filter((status) => (counts[status] ?? 0) > 0 && next(status).includes(to));
  return open.sort((a, b) => Number(b === "active") - Number(a === "active"));
}

/** Refuses a move regardless of units. */
function refusal(to: UnitStatus, options: MoveOptions): MoveDecision | null {
  const flow = options.flow ?? "status";
  if (flow === "status" && isSold(to)) return { ok: false, code: "status_not_settable", to };
  if (options.force && !options.reason) return { ok: false, code: "reason_required" };
  return null;
}

/** Takes units from the statuses in turn. */
function take(
  counts: StatusCounts,
  from: readonly UnitStatus[],
  to: UnitStatus,
  units: number,
): MoveDecision {
  const next: StatusCounts = { ...counts };
  const moves: Move[] = [];
  let left = units;
  for (const [index, status] of from.entries()) {
    const isLast = index === from.length - 1;
    const part = isLast ? left : Math.min(left, next[status] ?? 0);
    if (part === 0) continue;
    next[status] = (next[status] ?? 0) - part;
    next[to] = (next[to] ?? 0) + part;
    moves.push({ from: status, to, units: part });
    left -= part;
  }
  return { ok: true, status_counts: normalCounts(next), moves };
}

/** STM-2: a manual change to the status that the units already have. A flow never succeeds without moving units. */
function isRepeat(
  counts: StatusCounts,
  from: UnitStatus | null,
  to: UnitStatus,
  options: MoveOptions,
): boolean {
  if ((options.flow ?? "status") !== "status") return false;
  if (from) return from === to;
  return (counts[to] ?? 0) > 0 && sources(counts, to, options).length === 0;
}

/**
 * Decides to move `units` (default: all that are in `from`, ITM-3) of an item. Without `from`, units of every status
 * that may go to `to` move. A move to the status that the units already have changes nothing (STM-2: `moves` is empty).
 */
export function moveUnits(
  counts: StatusCounts,
  from: UnitStatus | null | undefined,
  to: UnitStatus,
  units?: number | null,
  options: MoveOptions = {},
): MoveDecision {
  const target = options.collapse_return_states && to === "to_be_returned" ? "returned_to_owner" : to;
  const refused = refusal(target, options);
  if (refused) return refused;
  if (isRepeat(counts, from ?? null, target, options)) {
    return { ok: true, status_counts: normalCounts(counts), moves: [] };
  }
  const open = from ? [from] : sources(counts, target, options);
  const first = open[0] ?? unitStatuses.find((status) => (counts[status] ?? 0) > 0) ?? "inactive";
  const { next, refuse } = movesBy(options);
  if (!next(first).includes(target)) return refuse(first, target);
  const available = open.reduce((total, status) => total + Math.max(0, counts[status] ?? 0), 0);
  const asked = units ?? available;
  const isShort = asked > available && !(options.allow_negative && options.flow === "sale");
  if (asked < 1 || isShort) return { ok: false, code: "item_not_available", from: first, available, asked };
  return take(counts, open, target, asked);
}

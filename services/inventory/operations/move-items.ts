/** Moving units by hand, of one item or of many (4.1, BLK-3). */
import { fail, invalidField, isFailure } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { organization } from "../../accounts/public.ts";
import { moveItem, moveItems } from "../public.ts";
import { item } from "../resources/item.ts";
import { type Move, type MoveDecision, moveUnits } from "../rules/move-units.ts";
import { isSold, type StatusCounts, type UnitStatus } from "../rules/status.ts";
import { type Counted, counted, itemsWithTills, moveTold } from "./counts.ts";
import { type Item, targetItem, view } from "./item-view.ts";
import { causeOf, tellCosts } from "./stock-costs.ts";

type Asked = {
  status: UnitStatus;
  from?: UnitStatus | null | undefined;
  units?: number | null | undefined;
  reason?: string | null | undefined;
  force: boolean;
};

/** What is wrong with the request whatever the items are. */
function refuseMove({ status, force, reason }: Asked): void {
  if (isSold(status)) {
    const message = "Only a sale sells: this status cannot be set by hand (ITM-1).";
    throw fail("unprocessable", message, {
      errors: [{ pointer: "/status", code: "status_not_settable", message }],
    });
  }
  if (force && !reason) throw invalidField("/reason", "required", "A forced move needs a reason.");
}

/** ITM-2: only a return to the owner asks for the organization's policy. */
export async function collapses(call: Call, org_id: string, status: UnitStatus): Promise<boolean> {
  if (status !== "to_be_returned") return false;
  return (await call(organization.actions.get, { id: org_id })).collapse_return_states;
}

export function refusalOf(decision: Exclude<MoveDecision, { ok: true }>, item_id: string) {
  const { ok: _ok, code, ...state } = decision;
  const at = (message: string) => ({ errors: [{ pointer: "/status", code, message }] });
  if (code === "invalid_transition") {
    const message = "The units cannot go there from where they are.";
    return fail("invalid_transition", message, { ...state, ...at(message) });
  }
  if (code === "item_not_available") {
    const message = "There are not enough units in that status.";
    return fail("item_not_available", message, { ...state, item_ids: [item_id], ...at(message) });
  }
  return fail("unprocessable", "This status cannot be set by hand.");
}

type Decided = { moves: Move[]; counts: StatusCounts };

function decide(row: Item, asked: Asked, collapse_return_states: boolean): Decided {
  const { from, status, units, force, reason } = asked;
  const options = { force, reason: reason ?? null, collapse_return_states };
  const decision = moveUnits(row.status_counts, from, status, units, options);
  if (!decision.ok) throw refusalOf(decision, row.id);
  return { moves: decision.moves, counts: decision.status_counts };
}

const written = (row: Item, { moves, counts }: Decided, reason: string | null) => ({
  before: row,
  moves,
  changes: counted(row, counts),
  announced: moveTold(row, moves, counts, reason),
});

export const move = command(moveItem, {
  gather(call, asked, meta) {
    refuseMove(asked);
    return collapses(call, meta.org.id, asked.status);
  },
  async run(tx, { id, ...asked }, collapse) {
    const before = await targetItem(tx, id);
    const decided = decide(before, asked, collapse);
    if (decided.moves.length === 0) return view(tx, before);
    tx.because(asked.reason);
    const { changes, announced } = written(before, decided, asked.reason ?? null);
    const after = await tx.save(item, before, changes, announced);
    await tellMoves(tx, [{ before, changes, moves: decided.moves }], [after]);
    return view(tx, after);
  },
});

type Result = {
  id: string;
  status: "changed" | "unchanged" | "error";
  error: string | null;
  message: string | null;
};

export const moveMany = command(moveItems, {
  gather(call, { items, ...asked }, meta) {
    refuseMove(asked);
    const twice = items.findIndex((id, i) => items.indexOf(id) !== i);
    if (twice >= 0) throw invalidField(`/items/${twice}`, "duplicate", "This item is named twice.");
    return collapses(call, meta.org.id, asked.status);
  },
  async run(tx, { items, ...asked }, collapse) {
    const rows = await rowsOf(tx, items);
    tx.because(asked.reason);
    const writes: ReturnType<typeof written>[] = [];
    const results = items.map((id): Result => {
      const row = rows.get(id);
      try {
        if (!row) throw fail("not_found", "There is no item with this id.");
        const decided = decide(row, asked, collapse);
        if (decided.moves.length === 0) return { id, status: "unchanged", error: null, message: null };
        writes.push(written(row, decided, asked.reason ?? null));
        return { id, status: "changed", error: null, message: null };
      } catch (error) {
        if (!isFailure(error)) throw error;
        return { id, status: "error", error: error.type, message: error.message };
      }
    });
    await tellMoves(tx, writes, await tx.saveEach(item, writes));
    const failed = results.filter((each) => each.status === "error").length;
    return { changed: writes.length, failed, results };
  },
});

type Moved = { before: Item; changes: Counted; moves: readonly Move[] };

/** Own goods that are lost, damaged or given back leave the books, and come back with the units (T18). */
async function tellMoves(tx: Tx, writes: readonly Moved[], saved: readonly Item[]): Promise<void> {
  const versions = new Map(saved.map(({ id, version }) => [id, version]));
  await tellCosts(
    tx,
    writes.map(({ before, changes, moves }) => ({
      before,
      after: { ...before, ...changes, version: versions.get(before.id) ?? before.version } as Item,
      cause: causeOf(moves),
    })),
  );
}

export async function rowsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Item>> {
  const rows = await itemsWithTills(tx, { _id: { $in: ids }, deleted_at: null, ...visibleTo(item, tx.meta) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Decides a manual move of an item's units, or its refusal (4.1, ITM-1, ITM-2). */
import { fail, invalidField } from "../../../shared/errors.ts";
import { allowedSentence } from "../../../shared/machine.ts";
import type { Call } from "../../../shared/service/reference.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { organization } from "../../accounts/public.ts";
import { causeOf, tellCosts } from "../costs/stock-costs.ts";
import { type Counted, counted, moveTold } from "../items/counts.ts";
import type { Item } from "../items/item.ts";
import { refuseLinkedMove } from "../links/linkable.rules.ts";
import { unitsNotAvailable } from "../units/errors.ts";
import { type Move, type MoveDecision, moveUnits } from "../units/move-units.rules.ts";
import { isSold, type StatusCounts, type UnitStatus } from "../units/status.rules.ts";

type Asked = {
  status: UnitStatus;
  from?: UnitStatus | null | undefined;
  units?: number | null | undefined;
  reason?: string | null | undefined;
  force: boolean;
};

/** Refuses requests that are invalid for any item. */
export function refuseMove({ status, force, reason }: Asked): void {
  if (isSold(status)) {
    const message = "Only a sale sets this status; it cannot be set manually.";
    throw fail("unprocessable", message, {
      errors: [{ pointer: "/status", code: "status_not_settable", message }],
    });
  }
  if (force && !reason) throw invalidField("/reason", "required", "'force' requires 'reason'.");
}

/** ITM-2: only a return to the owner depends on the organization's policy. */
export async function collapses(call: Call, org_id: string, status: UnitStatus): Promise<boolean> {
  if (status !== "to_be_returned") return false;
  return (await call(organization.actions.get, { id: org_id })).collapse_return_states;
}

export function refusalOf(decision: Exclude<MoveDecision, { ok: true }>, item_id: string) {
  const { ok: _ok, code, ...state } = decision;
  if (decision.code === "invalid_transition") {
    const message = `The units cannot move to this status from the one they are in. ${allowedSentence(decision.allowed)}`;
    return fail(decision.code, message, { ...state, errors: [{ pointer: "/status", code, message }] });
  }
  if (decision.code === "item_not_available") {
    const { from, available, asked } = decision;
    return unitsNotAvailable({ from, available, asked, item_ids: [item_id] }, [{ pointer: "/status" }]);
  }
  return fail("unprocessable", "This status cannot be set manually.");
}

type Decided = { moves: Move[]; counts: StatusCounts };

export function decide(row: Item, asked: Asked, collapse_return_states: boolean): Decided {
  refuseLinkedMove(row);
  const { from, status, units, force, reason } = asked;
  const options = { force, reason: reason ?? null, collapse_return_states };
  const decision = moveUnits(row.status_counts, from, status, units, options);
  if (!decision.ok) throw refusalOf(decision, row.id);
  return { moves: decision.moves, counts: decision.status_counts };
}

export const written = (row: Item, { moves, counts }: Decided, reason: string | null) => ({
  before: row,
  moves,
  changes: counted(row, counts),
  emit: moveTold(row, moves, counts, reason),
});

type Moved = { before: Item; changes: Counted; moves: readonly Move[] };

/** Own goods that are lost, damaged or returned leave the ledger, and come back with the units (T18). */
export async function tellMoves(tx: Tx, writes: readonly Moved[], saved: readonly Item[]): Promise<void> {
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

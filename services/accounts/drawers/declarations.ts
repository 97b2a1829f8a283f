/** The cash that this service moves in a register's drawer. It closes with the register's session. */
import { count, flag, id, money, signed, text } from "../../../shared/fields/index.ts";
import { listOf, operation, shapeOf } from "../../../shared/service/operation.ts";

const closing = { session_id: id(), register_id: id(), closing_id: id() } as const;

export const closeDrawer = operation({
  name: "accounts.drawer.close",
  about:
    "Counts no more cash for a register session. Returns the cash that payouts and gift cards moved in it.",
  input: closing,
  output: shapeOf({ cash: money(signed) }),
});

export const reopenDrawer = operation({
  name: "accounts.drawer.reopen",
  about: "Reverts a closing whose register session stayed open.",
  input: closing,
  output: shapeOf({ reopened: flag() }),
});

export const drawerMovements = operation({
  name: "accounts.drawer.movements",
  about: "The cash that the journals of a register session moved in its drawer, by their kind; + into it.",
  input: { session_id: id(), register_id: id() },
  output: listOf(shapeOf({ kind: text(), count: count(), amount: money(signed) })),
});

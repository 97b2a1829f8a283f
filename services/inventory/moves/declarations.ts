/** Moves units manually, of one item or of many (4.1, BLK-3). */
import { choice, count, flag, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { itemShape } from "../item-lists/declarations.ts";
import { unitStatuses } from "../units/status.rules.ts";

const move = {
  status: choice(unitStatuses),
  from: choice(unitStatuses, { optional: true }),
  units: count({ optional: true, min: 1 }),
  reason: text({ optional: true, max: 1000 }),
  force: flag({ default: false }),
} as const;

export const moveItem = operation({
  name: "inventory.item.move",
  http: "POST /items/{id}/status",
  scope: "write:item_status_changes",
  about: "Move units to another status. Only sales mark units as sold. Returns the item.",
  refuses: ["invalid_transition", "item_not_available", "unprocessable"],
  input: { id: id(), ...move },
  output: itemShape,
});

export const moveItems = operation({
  name: "inventory.item.move_many",
  http: "POST /items/update-statuses-bulk",
  scope: "write:item_status_changes",
  about:
    "Move units of many items. An item whose status does not allow the move is reported in the result; the others are moved.",
  refuses: ["unprocessable"],
  input: { items: list(id(), { min: 1, max: 1000 }), ...move },
  output: shapeOf({
    changed: count(),
    failed: count(),
    results: list(
      group({
        id: id(),
        status: choice(["changed", "unchanged", "error"]),
        error: text({ optional: true }),
        message: text({ optional: true }),
      }),
    ),
  }),
});

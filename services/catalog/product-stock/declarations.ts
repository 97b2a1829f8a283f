/** Takes the stock of products for contracts, and gives it back (CON-10, CON-16). */
import { group, id, list } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { linkedLine, stockTaking } from "./stock-taking.ts";

const holder = { taken_for: id(), holder_id: id() } as const;

/** What is linked to the shop's goods: the caller holds it at inventory under this id, or gives that hold up. */
const held = shapeOf({
  hold_id: id({ optional: true }),
  linked: list(group(linkedLine), { default: [], max: 500 }),
});

export const takeStock = operation({
  name: "catalog.variant.take_stock",
  about:
    "Take stock of products for something, once: further holders share it. A holder that has given it back is refused. Returns the goods that inventory must hold.",
  refuses: ["insufficient_stock", "request_in_progress"],
  input: { ...holder, lines: stockTaking.fields.lines },
  output: held,
});

export const giveBackStock = operation({
  name: "catalog.variant.give_back_stock",
  about:
    "Give up a hold on stock that was taken; the stock is back when the last holder gives it up. Returns the goods whose hold inventory must release then.",
  input: holder,
  output: held,
});

export const takenStock = operation({
  name: "catalog.variant.taken_stock",
  about: "The goods at inventory that are taken for something, and their hold.",
  input: { taken_for: id() },
  output: held,
});

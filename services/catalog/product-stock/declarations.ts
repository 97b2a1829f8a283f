/** Takes the stock of products for contracts, and gives it back (CON-10, CON-16). */
import { id } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { stockTaking } from "./stock-taking.ts";

const holder = { taken_for: id(), holder_id: id() } as const;

export const takeStock = operation({
  name: "catalog.variant.take_stock",
  about:
    "Take stock of products for something, once: further holders share it. A holder that has given it back is refused.",
  refuses: ["insufficient_stock", "request_in_progress"],
  input: { ...holder, lines: stockTaking.fields.lines },
  output: shapeOf({}),
});

export const giveBackStock = operation({
  name: "catalog.variant.give_back_stock",
  about: "Give up a hold on stock that was taken; the stock is back when the last holder gives it up.",
  input: holder,
  output: shapeOf({}),
});

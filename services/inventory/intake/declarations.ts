/** Takes pieces in (3.6). */
import { choice, count, id } from "../../../shared/fields/index.ts";
import { operation } from "../../../shared/service/operation.ts";
import { inventoryTypes } from "../../accounts/public.ts";
import { itemShape } from "../item-lists/declarations.ts";
import { itemInput } from "../items/item.ts";

export const createItem = operation({
  name: "inventory.item.create",
  http: "POST /items",
  status: 201,
  scope: "write:items",
  about:
    "Create an item. Gives the item its number, and resolves its terms from category, account, store and organization; `terms_source` tells where each came from. Returns the item.",
  refuses: ["unprocessable"],
  input: {
    ...itemInput,
    inventory_type: choice(inventoryTypes, {
      optional: true,
      about: "Absent: the account's, else consignment.",
    }),
    quantity: count({ optional: true, min: 1, max: 1_000_000, about: "Absent: 1." }),
    status: choice(["active", "inactive"], { optional: true }),
  },
  output: itemShape,
});

export const takeInItem = operation({
  name: "inventory.item.take_in",
  about:
    "Takes a piece in under an id from the caller, as one step of a process that continues with the piece.",
  input: { ...createItem.input, id: id() },
  output: itemShape,
});

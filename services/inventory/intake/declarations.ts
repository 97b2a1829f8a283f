/** Takes pieces in (3.6). */
import { choice, count, id, text } from "../../../shared/fields/index.ts";
import { operation } from "../../../shared/service/operation.ts";
import { rowsTakenIn, wholeImportOf } from "../../../shared/service/rows.ts";
import { inventoryTypes } from "../../accounts/public.ts";
import { itemShape } from "../item-lists/declarations.ts";
import { item, itemInput } from "../items/item.ts";

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
    sku: text({
      ...{
        optional: true,
        max: 40,
        pattern: { regex: /^\S(.*\S)?$/, allowed: "text without white space at its ends" },
      },
      about: "Your own, if no other item has or had it. Absent: the next number.",
    }),
    inventory_type: choice(inventoryTypes, {
      optional: true,
      about: "Absent: the account's, else consignment.",
    }),
    quantity: count({ optional: true, min: 1, max: 1_000_000, about: "Absent: 1." }),
    status: choice(["active", "inactive"], { optional: true }),
  },
  output: itemShape,
});

export const importItems = wholeImportOf({ ...item, fields: createItem.input });

export const takeInItem = operation({
  name: "inventory.item.take_in",
  about:
    "Takes a piece in under an id from the caller, as one step of a process that continues with the piece.",
  input: { ...createItem.input, id: id() },
  output: itemShape,
});

export const takeInItems = rowsTakenIn({ ...item, fields: takeInItem.input });

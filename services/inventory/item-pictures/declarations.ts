/** The pictures of an item, one by one. Their order is the item's `image_ids`. */
import { alternativeText, id } from "../../../shared/fields/index.ts";
import { operation } from "../../../shared/service/operation.ts";
import { itemShape } from "../item-lists/declarations.ts";

const scope = "write:items";

export const addItemPicture = operation({
  name: "inventory.item.add_picture",
  about: "Shows an uploaded picture, after the item's others. An item has at most 20.",
  scope,
  refuses: ["reference_not_found"],
  input: { id: id(), picture_id: id(), alt: alternativeText },
  output: itemShape,
});

export const describeItemPicture = operation({
  name: "inventory.item.describe_picture",
  http: "PATCH /items/{id}/pictures/{picture_id}",
  scope,
  about: "Describe a picture of an item in words, for people who cannot see it. Returns the item.",
  input: { id: id(), picture_id: id(), alt: alternativeText },
  output: itemShape,
});

export const removeItemPicture = operation({
  name: "inventory.item.remove_picture",
  http: "DELETE /items/{id}/pictures/{picture_id}",
  scope,
  about:
    "Remove a picture of an item. Its address leads nowhere from then on, unless something else shows the same picture, and it is deleted after a day. Returns the item.",
  input: { id: id(), picture_id: id() },
  output: itemShape,
});

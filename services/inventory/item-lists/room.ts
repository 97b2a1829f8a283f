import { viewOf } from "../../../shared/service/define-service.ts";
import { room } from "../../../shared/service/room.ts";
import { item } from "../items/item.ts";
import { getItem } from "./get-item.ts";
import { viewEach } from "./item-view.ts";
import { listItems } from "./list-items.ts";
import { loadForSale } from "./load-for-sale.ts";
import { searchItems } from "./search-items.ts";
import { suggestItems } from "./suggest-items.ts";

export const itemListsRoom = room({
  views: [viewOf(item, viewEach)],
  handlers: [getItem, listItems, searchItems, suggestItems, loadForSale],
});

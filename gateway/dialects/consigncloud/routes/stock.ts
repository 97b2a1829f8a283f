/** What is done with many items at once, and what they come to. */
import { bulkEditItems, itemStats, moveItems } from "../../../../services/inventory/public.ts";
import type { RouteRow } from "../../../row.ts";
import { act } from "../../../wire/action.ts";
import { flag, integer, listOf, object, text, uuid } from "../../../wire/codecs.ts";
import { wireFilters } from "../../../wire/lists.ts";
import { at, type Row, shape } from "../../../wire/shape.ts";
import type { Speech } from "../../../wire/talk.ts";
import { bulkBody, bulkInput, bulkShape } from "../bulk.ts";
import { amounts } from "../shapes/accounts.ts";
import { itemShape } from "../shapes/items.ts";
import { unitStatus } from "../shapes/words.ts";
import { itemTable } from "./items.ts";

const tag = "Items";

const moveBody = shape("StatusChange", {
  items: at("items", listOf(uuid), { required: true, aliases: ["ids"] }),
  status: at("status", unitStatus, { required: true }),
  from: at("from", unitStatus),
  units: at("units", integer, { aliases: ["quantity"] }),
  reason: at("reason", text),
  force: at("force", flag),
});

const money = ["active_tag_value", "average_tag_price", "own_stock_cost"];

export const stockRows = (speech: Speech): RouteRow[] => {
  const filters = wireFilters(itemShape, itemTable.resource, itemTable.filters);
  const moved = (path: string, name: string, about: string) =>
    act(speech, {
      method: "POST",
      path,
      scope: "write:item_status_changes",
      tag,
      name,
      about,
      body: moveBody,
      required: true,
      run: (talk, input) => talk.call(moveItems.name, input),
    });
  return [
    act(speech, {
      method: "GET",
      path: "/items/stats",
      scope: "read:items",
      tag,
      name: "getItemStats",
      about: "Figures on the stock.",
      query: shape("StatsQuery", { location: at("store_id", uuid) }),
      run: async (talk, input) =>
        amounts(await talk.call<Row>(itemStats.name, input, { trial: true }), talk.wire.exponent, money),
    }),
    act(speech, {
      method: "POST",
      path: "/items/bulk-edits",
      scope: "bulk_edit:items",
      tag,
      name: "bulkEditItems",
      about: "Changes many items alike; each answers for itself.",
      body: bulkBody("items", {
        price: at("price", object),
        filter: at("filter", object),
      }),
      required: true,
      run: async (talk, input) =>
        talk.show(
          bulkShape,
          await talk.call<Row>(bulkEditItems.name, await bulkInput(speech, talk, itemShape, filters, input)),
        ),
    }),
    moved("/items/update-statuses", "updateItemStatuses", "Changes item statuses."),
    moved("/items/update-statuses-bulk", "updateItemStatusesBulk", "Changes many item statuses."),
  ];
};

/** What is done with many items at once, and what they come to. */
import { findTerms } from "../../../../services/catalog/public.ts";
import {
  bulkEditItems,
  conditions,
  itemStats,
  moveItems,
  suggestPrices,
} from "../../../../services/inventory/public.ts";
import type { RouteRow } from "../../../row.ts";
import { act } from "../../../wire/action.ts";
import { choiceOf, flag, fraction, integer, listOf, object, text, uuid } from "../../../wire/codecs.ts";
import { at, type Row, shape } from "../../../wire/shape.ts";
import type { Speech, Talk } from "../../../wire/talk.ts";
import { bulkBody, bulkEdit } from "../bulk.ts";
import { amounts } from "../shapes/accounts.ts";
import { priceSuggestionShape, termName } from "../shapes/items.ts";
import { unitStatus } from "../shapes/words.ts";
import { itemTable } from "./items.ts";

const tag = "Items";

const suggestionQuery = shape("SuggestionQuery", {
  items: at("items", listOf(uuid), { aliases: ["item", "ids"] }),
  title: at("title", text),
  category: at("category_id", uuid),
  brand: at("brand", termName),
  size: at("size", termName),
  condition: at("condition", choiceOf(conditions)),
});

/** Ids of what is named by name; a name that the shop does not know helps nothing. */
async function termIds(talk: Talk, named: Row): Promise<Row> {
  const given = Object.entries(named).filter(([, name]) => typeof name === "string");
  if (given.length === 0) return {};
  const wanted = given.map(([kind, name]) => ({ kind, names: [String(name)] }));
  const found = await talk.call<{ kind: string; id: string }[]>(findTerms.name, { wanted }, { trial: true });
  // The shop's own word stands first, and decides.
  return Object.fromEntries(found.reverse().map(({ kind, id }) => [`${kind}_id`, id]));
}

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
      async run(talk, input) {
        const stats = await talk.call<Row>(itemStats.name, input, { trial: true });
        const sell_through = stats.sell_through === null ? null : fraction.out(stats.sell_through, talk.wire);
        return { ...amounts(stats, talk.wire.exponent, money), sell_through };
      },
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
        all: at("all", flag),
      }),
      required: true,
      run: (talk, input) => bulkEdit(speech, talk, itemTable, bulkEditItems.name, input),
    }),
    act(speech, {
      method: "GET",
      path: "/items/price-suggestions",
      scope: "read:items",
      tag,
      name: "getPriceSuggestions",
      about: "Suggested prices, from the shop's own sales: of items, or of a piece that is none yet.",
      query: suggestionQuery,
      async run(talk, { items, brand, size, ...told }) {
        const input = items ? { items } : { ...told, ...(await termIds(talk, { brand, size })) };
        const { results } = await talk.call<{ results: Row[] }>(suggestPrices.name, input, { trial: true });
        const rows = results.map(({ item_id, suggestion, reason }) => ({
          ...(suggestion as Row),
          item_id,
          reason,
        }));
        return { data: await talk.showEach(priceSuggestionShape, rows) };
      },
    }),
    moved("/items/update-statuses", "updateItemStatuses", "Changes item statuses."),
    moved("/items/update-statuses-bulk", "updateItemStatusesBulk", "Changes many item statuses."),
  ];
};

/** Products, whose word `sold` is a sale (D37), and deliveries. */
import {
  classifyPictures,
  delivery,
  item,
  location,
  suggestPrice,
} from "../../../../services/inventory/public.ts";
import { recordOutsideSale, returnOutsideSale } from "../../../../services/sales/public.ts";
import type { Page } from "../../../../shared/page.ts";
import { batchOf } from "../../../../shared/service/batch.ts";
import { doing } from "../../../declared.ts";
import { act } from "../../../wire/action.ts";
import { type Row, schemaOf } from "../../../wire/shape.ts";
import { speak, type Talk } from "../../../wire/talk.ts";
import { collection, inOne, manyOf, type Target } from "../collection.ts";
import { circular } from "../dialect.ts";
import { classifiedShape, deliveryShape, priceShape, productShape } from "../shapes/products.ts";

const create = doing(item, "create");
const change = doing(item, "change");
const move = "inventory.item.move";

/** The first spot of each store. */
async function firstSpots(talk: Talk, stores: unknown[]): Promise<Map<unknown, unknown>> {
  const store_ids = [...new Set(stores)].filter((each) => typeof each === "string");
  const conditions = [
    { field: "store_id", op: "in", value: store_ids },
    { field: "kind", op: "eq", value: "spot" },
  ];
  const { data } = store_ids.length
    ? await talk.call<Page<Row>>(
        location.actions.list.name,
        { conditions, sort: "created_at", limit: 500 },
        { trial: true },
      )
    : { data: [] };
  return new Map([...data].reverse().map((spot) => [spot.store_id, spot.id]));
}

/** A product always has a location: goods that stand in no certain spot are in the first one of their store (2.3). */
async function place(talk: Talk, rows: Row[]): Promise<void> {
  const loose = rows.filter(({ store_id, location_id }) => store_id && !location_id);
  const spots = await firstSpots(
    talk,
    loose.map((each) => each.store_id),
  );
  for (const row of loose) row.location_id = spots.get(row.store_id) ?? null;
}

/** A product may come in sold: it is taken in first. */
async function createProducts(talk: Talk, values: Row[], several: boolean): Promise<Row[]> {
  const started = new Set(["active", "inactive", undefined, null]);
  await place(talk, values);
  const made = await inOne(
    talk,
    item,
    values.map(({ status, ...each }) => ({
      action: create.action,
      input: create.input("", { ...each, ...(started.has(status as string) && status ? { status } : {}) }),
    })),
    several,
  );
  const targets = made.flatMap((row, i) =>
    started.has(values[i]!.status as string)
      ? []
      : [{ id: String(row.id), values: { status: values[i]!.status } }],
  );
  return targets.length ? changeProducts(talk, targets, several) : made;
}

/** What a status asks for beside a change of fields. */
type Moves = {
  sold: { item_id: string; price?: unknown }[];
  back: string[];
  moved: { id: string; status: unknown }[];
};

function movesOf(targets: readonly Target[], before: Map<string, Row>): Moves {
  const moves: Moves = { sold: [], back: [], moved: [] };
  for (const { id, values } of targets) {
    const { status, tag_price: price } = values;
    const now = String(before.get(id)?.status ?? "").replace(/^sold_on_.*/, "sold");
    if (status === undefined || status === null || status === now) continue;
    if (status === "sold") moves.sold.push({ item_id: id, ...(price === undefined ? {} : { price }) });
    else if (now === "sold" && status === "active") moves.back.push(id);
    else moves.moved.push({ id, status });
  }
  return moves;
}

/**
 * Fields and stock are one transaction of inventory. Where a sale is asked for as well, that transaction is tried first,
 * then the sale is made, which alone can still be refused; what was tried is then done.
 */
async function changeProducts(talk: Talk, targets: readonly Target[], several: boolean): Promise<Row[]> {
  const ids = targets.map((each) => each.id);
  const before = await manyOf(talk, item, ids);
  const { sold, back, moved } = movesOf(targets, before);
  const fields = targets.map(({ id, values: { status: _status, ...values } }) => ({
    action: change.action,
    input: change.input(id, values),
  }));
  const steps = [...fields, ...moved.map((input) => ({ action: move, input }))];
  const trades = sold.length + back.length > 0;
  if (trades) await talk.call(batchOf("inventory").name, { steps, check: true }, { trial: true });
  if (sold.length) await talk.call(recordOutsideSale.name, { lines: sold });
  if (back.length) await talk.call(returnOutsideSale.name, { items: back });
  const done = await inOne(talk, item, steps, several || steps.length > 1);
  if (!trades && moved.length === 0) return done;
  const after = await manyOf(talk, item, ids);
  return ids.map((id) => after.get(id)!);
}

const CLASSIFIED = {
  category_slug: "category",
  color_slug: "color",
  brand_slug: "brand",
  material_slug: "fabric",
  size_slug: "size",
} as const;

type Proposed = { id: string | null; label: string; confidence: number }[];

/** The surest term per attribute, by its slug; what nothing is known of is left out. */
async function classify(talk: Talk, images: unknown): Promise<Row> {
  const found = await talk.call<Record<string, Proposed>>(classifyPictures.name, { images });
  const best = Object.values(CLASSIFIED).map((kind) => ({
    kind,
    id: found[kind]?.find((each) => each.id !== null)?.id ?? null,
  }));
  const row = Object.fromEntries(best.map(({ kind, id }) => [`${kind}_id`, id]));
  return talk.show(classifiedShape, row);
}

const assistant = [
  act(circular, {
    method: "GET",
    path: "/api/{organization_slug}/price/{productId}",
    scope: "read:items",
    tag: "price",
    name: "predictPrice",
    about: "The price to expect, from the shop's own sales.",
    params: { id: "productId" },
    schema: schemaOf(priceShape, "shown"),
    async run(talk, { id }) {
      const { suggestion, reason } = await talk.call<Row>(suggestPrice.name, { id }, { trial: true });
      return talk.show(priceShape, { ...(suggestion as Row | null), reason });
    },
  }),
  speak(circular, {
    method: "POST",
    path: "/api/{organization_slug}/products/classify",
    scope: "write:items",
    body: {
      schema: {
        type: "object",
        properties: { images: { type: "array", items: { type: "string", format: "uri" }, minItems: 1 } },
        required: ["images"],
      },
      required: true,
    },
    body_limit: classifyPictures.body_limit!,
    document: {
      operation_id: "classifyProduct",
      tag: "products",
      about: "Proposes words for a product from its pictures: addresses, or data: URIs.",
      schema: schemaOf(classifiedShape, "shown"),
    },
    async run(talk) {
      const { images, ...rest } = talk.body;
      for (const name of Object.keys(rest)) talk.ignored.add(name);
      return classify(talk, images);
    },
  }),
];

export const products = [
  ...assistant,
  ...collection({
    at: "products",
    names: ["Product", "Products"],
    resource: item,
    shape: productShape,
    slug: "product_slug",
    // Goods that nobody brought are the shop's own.
    fill: ({ account_id }) => ({ inventory_type: account_id ? "consignment" : "retail" }),
    create: createProducts,
    complete: place,
    change: changeProducts,
  }),
  ...collection({
    at: "deliveries",
    names: ["Delivery", "Deliveries"],
    resource: delivery,
    shape: deliveryShape,
  }),
];

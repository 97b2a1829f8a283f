/** Products, whose word `sold` is a sale (D37), and deliveries. */
import {
  classifyPictures,
  delivery,
  item,
  location,
  suggestPrice,
} from "../../../../services/inventory/public.ts";
import type { Page } from "../../../../shared/page.ts";
import { act } from "../../../wire/action.ts";
import { type Row, schemaOf } from "../../../wire/shape.ts";
import { speak, type Talk } from "../../../wire/talk.ts";
import { collection } from "../collection.ts";
import { circular } from "../dialect.ts";
import { changeProducts, createProducts } from "../product-changes.ts";
import { classifiedShape, deliveryShape, priceShape, productShape } from "../shapes/products.ts";

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
    async create(talk, values, several) {
      await place(talk, values);
      return createProducts(talk, values, several);
    },
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

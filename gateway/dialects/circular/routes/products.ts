/** Products, whose word `sold` is a sale (D37), and deliveries. */
import { classifyPictures, delivery, item, suggestPrice } from "../../../../services/inventory/public.ts";
import { act } from "../../../wire/action.ts";
import { type Row, schemaOf } from "../../../wire/shape.ts";
import { speak, type Talk } from "../../../wire/talk.ts";
import { collection } from "../collection.ts";
import { circular } from "../dialect.ts";
import { place } from "../places.ts";
import { changeProducts, createProducts } from "../product-changes.ts";
import { classifiedShape, deliveryShape, priceShape, productShape } from "../shapes/products.ts";

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

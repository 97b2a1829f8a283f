/** Products, whose word `sold` is a sale (D37), and deliveries. */
import { delivery, item } from "../../../../services/inventory/public.ts";
import { recordOutsideSale, returnOutsideSale } from "../../../../services/sales/public.ts";
import { batchOf } from "../../../../shared/service/batch.ts";
import { doing } from "../../../declared.ts";
import type { Row } from "../../../wire/shape.ts";
import type { Talk } from "../../../wire/talk.ts";
import { collection, inOne, manyOf, type Target } from "../collection.ts";
import { deliveryShape, productShape } from "../shapes/products.ts";

const create = doing(item, "create");
const change = doing(item, "change");
const move = "inventory.item.move";

/** A product may come in sold: it is taken in first. */
async function createProducts(talk: Talk, values: readonly Row[], several: boolean): Promise<Row[]> {
  const started = new Set(["active", "inactive", undefined, null]);
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

export const products = [
  ...collection({
    at: "products",
    names: ["Product", "Products"],
    resource: item,
    shape: productShape,
    slug: "product_slug",
    // Goods that nobody brought are the shop's own.
    fill: ({ account_id }) => ({ inventory_type: account_id ? "consignment" : "retail" }),
    create: createProducts,
    change: changeProducts,
  }),
  ...collection({
    at: "deliveries",
    names: ["Delivery", "Deliveries"],
    resource: delivery,
    shape: deliveryShape,
  }),
];

/** Work orders and production orders: the same objects under the names of their kind. */
import { makeOrder, makeReceipt, makeStatuses } from "../../../../services/inventory/public.ts";
import type { Entity } from "../../../../shared/resource/resource.ts";
import * as c from "../../../shapes/codecs.ts";
import { moneyText, quantityText, units } from "../../../shapes/decimal-text.ts";
import { nested } from "../../../shapes/read-body.ts";
import { elementsOf, field, rowsOf, shape, shown } from "../../../shapes/shape.ts";
import { itself, partsShown } from "../../../shapes/show.ts";
import { own } from "../dialect.ts";
import { organization, placed, stamps, statusWords } from "./common.ts";
import { fieldOf, receiptShapes } from "./receipts.ts";

export type MakeOrder = Entity<typeof makeOrder>;
type Element<T extends "outputs" | "inputs"> = MakeOrder[T][number] & { org_id: string };
type Output = Element<"outputs"> & { order_id: string; inputs: Element<"inputs">[] };

/** The outputs of an order, each with its inputs. */
export function outputsOf({ id: order_id, org_id, outputs, inputs }: MakeOrder): Output[] {
  const own = Map.groupBy(inputs, ({ output_id }) => output_id);
  const inputsFor = (id: string) => (own.get(id) ?? []).map((each) => ({ ...each, org_id }));
  return outputs.map((each) => ({ ...each, org_id, order_id, inputs: inputsFor(each.id) }));
}

export const makeWords = statusWords(makeStatuses);
const always = { always: true };
const dates = ["draft_at", "entered_at", "in_transit_at", "partial_at", "received_at"] as const;
const site = { required: true, filter: false } as const;

/** Where the two differ. A site and a cost are named differently, and a work order's site also differs when shown (D50). */
export const kinds = {
  work: {
    name: "WorkOrder",
    number: "woNumber",
    cost: "conversionCost",
    order: {
      workSiteLocationId: field("location_id", c.uuid, { ...site, givenOnly: true }),
      workSiteId: shown("location_id", c.uuid),
    },
    price: field("cost_per", moneyText, always),
  },
  production: {
    name: "ProductionOrder",
    number: "prodNumber",
    cost: "productionCost",
    order: { locationId: field("location_id", c.uuid, site) },
    price: field("cost_per", moneyText, { nullable: true, nullMeans: 0 }),
  },
} as const;

export function makingShapes(kind: keyof typeof kinds) {
  const { name, number, cost, order: named, price } = kinds[kind];
  const of = fieldOf(name);
  const order = {
    ...own(makeOrder, ["id", "expected_delivery_date", "notes", ...dates, "completed_at", "cancelled_at"]),
    ...own(makeOrder, { ...organization, productionStartedAt: "production_at" }),
    ...{ ...own(makeOrder, stamps), ...placed, ...named },
    [number]: shown("number", c.text),
    status: field("status", makeWords, { required: true }),
  };
  const orderShape = shape(name, makeOrder, order);
  const changed = { quantity: field("quantity", units, { required: true, always: true }), [cost]: price };
  const given = { skuId: field("sku_id", c.uuid, { required: true, always: true }), ...changed };
  const outputs = elementsOf(makeOrder, "outputs");
  const item = shape(`${name}Item`, rowsOf<Output>(), {
    ...{ id: shown("id", c.uuid, always), orgId: shown("org_id", c.uuid, always) },
    ...{ [`${of}Id`]: shown("order_id", c.uuid, always), ...given },
  });
  const input = shape(`${name}Input`, rowsOf<Element<"inputs">>(), {
    ...{ id: shown("id", c.uuid, always), orgId: shown("org_id", c.uuid, always) },
    [`${of}ItemId`]: shown("output_id", c.uuid, always),
    materialId: shown("material_id", c.uuid, { nullable: true }),
    skuId: shown("sku_id", c.uuid, { nullable: true }),
    quantity: shown("quantity", quantityText, always),
  });
  const newItem = shape(`New${name}Item`, outputs, given);
  return {
    order: orderShape,
    newOrder: shape(`New${name}`, makeOrder, {
      ...order,
      items: field("outputs", nested(newItem), { required: true, givenOnly: true }),
    }),
    whole: shape(`${name}Detail`, rowsOf<MakeOrder>(), {
      [of]: itself(orderShape),
      items: partsShown(item, outputsOf),
      inputs: partsShown(input, (row: MakeOrder) => outputsOf(row).flatMap((each) => each.inputs)),
    }),
    newItem,
    changedItem: shape(`${name}ItemChanges`, outputs, changed),
    wholeItem: shape(`${name}ItemDetail`, rowsOf<Output>(), {
      item: itself(item),
      inputs: partsShown(input, (row: Output) => row.inputs),
    }),
    receipts: receiptShapes(name, makeReceipt, { counted: "output_id", order: orderShape }),
  };
}

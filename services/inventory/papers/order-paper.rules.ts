/** The texts of a purchase order's paper (PAP-1), in the organization's locale. Pure. */
import { sum } from "../../../shared/money.ts";
import { type Formats, formatsOf } from "../../../shared/papers/formats.ts";
import type { Paper, Section } from "../../../shared/papers/paper.ts";
import { addressOf, senderOf, sizeIn } from "../../../shared/papers/sender.ts";
import { type PaperWords, wordsIn } from "../../../shared/papers/words.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { organization, vendor } from "../../accounts/public.ts";
import type { PurchaseOrder } from "../purchase-orders/order.ts";
import type { location } from "../stores/location.ts";

export type PaperSource = {
  order: PurchaseOrder;
  vendor: Entity<typeof vendor>;
  organization: Entity<typeof organization>;
  site: Entity<typeof location> | null;
  /** Materials and SKUs of the lines by their ids. */
  goods: ReadonlyMap<string, { code: string; name: string }>;
};

function markOf({ status }: PurchaseOrder, { order }: PaperWords): string | null {
  return status === "planning" ? order.draft : status === "cancelled" ? order.cancelled : null;
}

function linesOf({ order, goods }: PaperSource, words: PaperWords, formats: Formats): Section {
  return {
    kind: "table",
    columns: [
      { title: words.code, align: "left" },
      { title: words.description, align: "left", grows: true },
      { title: words.quantity, align: "right" },
      { title: words.order.unit_cost, align: "right" },
      { title: words.amount, align: "right" },
    ],
    rows: order.lines.map((line) => {
      const { code = "", name = "" } = goods.get(line.material_id ?? line.sku_id ?? "") ?? {};
      const { quantity, unitCost, amount } = formats;
      return { cells: [code, name, quantity(line.quantity), unitCost(line.unit_cost), amount(line.value)] };
    }),
  };
}

function totalsOf({ order }: PaperSource, words: PaperWords, { amount }: Formats): Section {
  const { shipping_costs, setup_costs, other_costs } = order;
  const goodsValue = sum(order.lines.map(({ value }) => value));
  const extra = [
    [words.order.shipping, shipping_costs],
    [words.order.setup, setup_costs],
    [words.order.other, other_costs],
  ] as const;
  return {
    kind: "totals",
    rows: [
      [words.order.subtotal, amount(goodsValue)],
      ...extra.flatMap(([label, cost]) => (cost ? [[label, amount(cost)] as const] : [])),
      [words.total, amount(sum([goodsValue, shipping_costs, setup_costs, other_costs]))],
    ],
  };
}

export function paperOf(source: PaperSource): Paper {
  const { order, vendor, organization, site } = source;
  const words = wordsIn(organization.locale);
  const formats = formatsOf(organization.locale, order.currency);
  const dated = [
    [words.order.order_date, order.order_date],
    [words.order.ship_date, order.ship_date],
    [words.order.expected, order.expected_delivery_date],
  ] as const;
  return {
    size: sizeIn(organization),
    title: `${words.order.title} ${order.number}`,
    number: order.number,
    created_at: new Date(order.updated_at),
    page: words.page,
    mark: markOf(order, words),
    sender: senderOf(organization),
    facts: [
      ...dated.flatMap(([label, day]) => (day ? [[label, formats.date(day)] as const] : [])),
      ...(vendor.term ? [[words.order.terms, vendor.term] as const] : []),
    ],
    blocks: [
      { label: words.order.vendor, lines: [vendor.name, ...addressOf(vendor)] },
      { label: words.order.ship_to, lines: site ? [site.name, ...addressOf(site)] : [] },
    ],
    sections: [
      linesOf(source, words, formats),
      totalsOf(source, words, formats),
      ...(order.notes ? [{ kind: "text", label: words.notes, text: order.notes } as const] : []),
    ],
  };
}

/**
 * The postings for stock entries and later costs (LND-3, 6.3 T12, T14–T16, T18, T25, T26). Incoming goods are debited to their pool
 * less any variance; the cause of the movement determines the other side. Amounts in minor units.
 */
import { inventoryAccount, vendorPayable } from "../ledger/ledger-accounts.rules.ts";
import { debit, type JournalDraft, journal, type Side } from "../ledger/postings.rules.ts";

export type Movement = { pool: string; event_type: string; value: number; variance: number };
export type StockFact = {
  source_type: string;
  movements: readonly Movement[];
  conversion_cost: number;
  vendor_id: string | null;
};

/** Goods in (+1) or out (−1), the account on the other side, and the journal's kind. */
type Template = { kind: string; sign: 1 | -1; other: string };

const incoming = (kind: string, other: string): Template => ({ kind, sign: 1, other });
const outgoing = (kind: string, other: string): Template => ({ kind, sign: -1, other });

/** Whether the goods are used to make others; otherwise they are sold. */
const isMaking = (source_type: string): boolean => source_type === "make_receipt";

function templateOf({ event_type }: Movement, { source_type, vendor_id }: StockFact): Template {
  const used = isMaking(source_type) ? "wip" : "cogs";
  const templates: Record<string, Template> = {
    receive: incoming("goods_received", "grni"),
    reverse_receive: outgoing("receipt_reversed", "grni"),
    // LND-3: without a vendor the order's own bill asks for it.
    revalue: incoming("costs_landed", vendor_id ? vendorPayable(vendor_id) : "grni"),
    consume: outgoing(isMaking(source_type) ? "stock_used" : "stock_sold", used),
    reverse_consume: incoming(isMaking(source_type) ? "use_reversed" : "sale_reversed", used),
    produce: incoming("stock_made", "wip"),
    reverse_produce: outgoing("making_reversed", "wip"),
    adjust: incoming("stock_adjustment", "stock_adjustment"),
    dispose: outgoing("stock_adjustment", "stock_adjustment"),
  };
  const template = templates[event_type];
  if (!template) throw new TypeError(`A ${event_type} moves no value.`);
  return template;
}

const sidesOf = ({ pool, value, variance }: Movement, { sign, other }: Template): Side[] => [
  debit(inventoryAccount(pool), sign * (value - variance) || 0),
  debit("cost_variance", sign * variance || 0),
  debit(other, -sign * value || 0),
];

/** T15, MFG-3: the conversion cost is owed to the site's vendor, else absorbed from `order_costs`. */
function conversionSides({ conversion_cost, vendor_id }: StockFact): Side[] {
  if (conversion_cost === 0) return [];
  return [
    debit("wip", conversion_cost),
    debit(vendor_id ? vendorPayable(vendor_id) : "order_costs", -conversion_cost),
  ];
}

/** The journals of one fact, one for each kind of movement; a zero movement has none. */
export function stockPostings(fact: StockFact): JournalDraft[] {
  const sides = new Map<string, Side[]>();
  const add = (kind: string, more: Side[]) => sides.set(kind, [...(sides.get(kind) ?? []), ...more]);
  for (const movement of fact.movements) {
    const template = templateOf(movement, fact);
    add(template.kind, sidesOf(movement, template));
  }
  add(fact.conversion_cost < 0 ? "making_reversed" : "stock_made", conversionSides(fact));
  return [...sides].map(([kind, each]) => journal(kind, each)).filter(({ postings }) => postings.length > 0);
}

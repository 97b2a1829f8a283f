/** INV-10: amounts are integers, and related rows have one currency. */
import { isWhole, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

/** The paths of amounts; dots lead into groups and lists. */
const amounts: Record<string, Record<string, string[]>> = {
  accounts: {
    accounts: ["balance", "store_credit", "held_balance", "held_credit", "payouts_in_progress"],
    balance_entries: ["amount", "balance_after"],
    payouts: ["amount", "fee"],
    gift_cards: ["initial_amount", "balance", "held"],
  },
  inventory: {
    items: ["tag_price", "cost_per"],
    price_changes: ["old_price", "new_price"],
    stock_entries: ["quantity", "value", "variance", "reversed"],
    cost_states: ["quantity", "value"],
    cost_layers: ["quantity", "value"],
    purchase_orders: [
      "lines.quantity",
      "lines.unit_cost",
      "lines.value",
      "lines.landed_value",
      "late_costs",
      "grni",
    ],
    landed_costs: ["amount", "lines.value", "lines.variance"],
    vendor_bills: ["total", "grni", "variance", "lines.value"],
    make_orders: ["outputs.cost_per", "inputs.quantity"],
  },
  sales: {
    sales: [
      ...["gift_card_total", "gift_cards.amount", "gift_cards.refunded"],
      ...["lay_by.paid", "lay_by.outstanding", "lay_by.fee"],
      ...["subtotal", "discount_total", "tax_total", "total", "change", "cogs", "refunded_amount"],
      ...["payments.amount", "lines.unit_price", "lines.price_paid", "lines.taxed_price", "lines.net"],
      ...["lines.consignor_portion", "lines.store_portion", "lines.cost", "lines.applied_taxes.amount"],
    ],
    lay_by_payments: ["amount", "fee", "paid", "outstanding", "tenders.amount"],
    refunds: ["gift_cards.amount", "amount", "rounding", "tenders.amount", "lines.amount", "lines.goodwill"],
  },
  contracts: {
    contracts: ["total", "sub_total", "buyers.due", "buyers.paid", "sellers.owed", "items.unit_price"],
    simulated_objects: ["amount"],
    transactions: ["amount"],
  },
};

/** Every value at a path, through lists. */
export function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, name ? [name, ...rest] : []));
  if (name === undefined) return [value];
  return value === null || value === undefined ? [] : valuesAt((value as Row)[name], rest);
}

/** Integers of usual size are stored as integers; only other values are checked one by one. */
const unusual = ["double", "decimal", "string", "object", "bool", "date", "binData", "objectId", "timestamp"];

async function wholeAmounts(stores: Stores, tell: Tell): Promise<void> {
  for (const [service, collections] of Object.entries(amounts)) {
    for (const [collection, fields] of Object.entries(collections)) {
      tell.read("INV-10", await stores.size(service, collection));
      const suspects = { $or: fields.map((field) => ({ [field]: { $type: unusual } })) };
      const reading = { fields: ["org_id", ...fields] };
      for await (const row of stores.rows(service, collection, suspects, reading)) {
        for (const field of fields) {
          const broken = valuesAt(row, field.split(".")).find((each) => each != null && !isWhole(each));
          if (broken !== undefined) tell.breach("INV-10", row, `${collection}.${field} is ${broken}`);
        }
      }
    }
  }
}

/** References between rows of one currency: collection, field, target. `ref.id` of a journal names its fact. */
const together = [
  ["accounts", "balance_entries", "journal_id", "accounts", "journals"],
  ["accounts", "journals", "ref.id", "accounts", "payouts"],
  ["accounts", "journals", "ref.id", "sales", "sales"],
  ["accounts", "journals", "ref.id", "sales", "lay_by_payments"],
  ["sales", "refunds", "sale_id", "sales", "sales"],
  ["sales", "lay_by_payments", "sale_id", "sales", "sales"],
  ["contracts", "transactions", "contract_id", "contracts", "contracts"],
] as const;

async function oneCurrency(stores: Stores, tell: Tell): Promise<void> {
  for (const [service, collection, field, other, there] of together) {
    const stream = stores.rows(service, collection, {}, { fields: ["org_id", field, "currency"] });
    for await (const piece of pieces(stream)) {
      const named = (row: Row): string => String(valuesAt(row, field.split("."))[0]);
      const found = await rowsBy(stores, [other, there], "_id", piece.map(named), ["currency"]);
      for (const row of piece) {
        const stray = found.get(named(row))?.find(({ currency }) => currency !== row.currency);
        if (stray)
          tell.breach("INV-10", row, `is in ${row.currency}, ${there} ${stray._id} in ${stray.currency}`);
      }
    }
  }
}

export const wholeAndOneCurrency: Walk = {
  checks: { "INV-10": "amounts are whole, no journal mixes currencies" },
  async run(stores, tell) {
    await wholeAmounts(stores, tell);
    await oneCurrency(stores, tell);
  },
};

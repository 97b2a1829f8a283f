/**
 * The cost of stock (9.4): moving average and first-in-first-out in integers, with negative stock. There is
 * one state per stockable and organization, so that transfers change nothing. Quantities in millionths,
 * values in minor units.
 */
import { fail } from "../../../../shared/errors.ts";
import { shareOf, unitCostOf, valueAt } from "../../../../shared/micro.ts";
import { allocate, sum } from "../../../../shared/money.ts";

export const costingMethods = ["moving_average", "fifo"] as const;
export type CostingMethod = (typeof costingMethods)[number];

export type CostState = {
  quantity: number;
  value: number;
  /** Millionths of the major unit; the cost at which stock below zero is issued (CST-5). */
  last_unit_cost: number;
};

/** The remainder of one receipt; oldest first. Only first-in-first-out has layers. */
export type Layer = { entry_id: string; quantity: number; value: number };

export type Stock = { state: CostState; layers: readonly Layer[] };

/** A stock and the number of entries valued in it. */
export type NumberedStock = Stock & { seq: number };

/** `variance`: the part of `value` that goes to `cost_variance` instead of the stock, negative for a gain. */
export type Valued = Stock & { value: number; variance: number };

export type Costing = { method: CostingMethod; currency: string };

const NOTHING: CostState = { quantity: 0, value: 0, last_unit_cost: 0 };
export const noStock: Stock = { state: NOTHING, layers: [] };

function exact(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw fail("unprocessable", "The stock would be worth more than can be stored.");
}

/** The layers add up to the state: a stock that was averaged before continues as one layer. */
export function layered({ state, layers }: Stock): readonly Layer[] {
  if (layers.length || state.quantity <= 0) return layers;
  return [{ entry_id: "", quantity: state.quantity, value: state.value }];
}

/** The stock after a change; the unit cost is known while there is stock. */
function after(
  { state: before }: Stock,
  by: { quantity: number; value: number },
  layers: readonly Layer[],
  { method, currency }: Costing,
): Stock {
  const quantity = exact(before.quantity + by.quantity);
  const value = exact(before.value + by.value);
  const last_unit_cost =
    quantity > 0 && value >= 0 ? unitCostOf(value, quantity, currency) : before.last_unit_cost;
  return { state: { quantity, value, last_unit_cost }, layers: method === "fifo" ? layers : [] };
}

export type Receipt = { entry_id: string; quantity: number; value: number };

/**
 * CST-1, CST-2, CST-5: goods come in at a value; negative stock is filled first, and any difference in its
 * cost is a variance.
 */
export function receive(stock: Stock, { entry_id, quantity, value }: Receipt, costing: Costing): Valued {
  const hole = Math.min(quantity, Math.max(0, -stock.state.quantity));
  const filled = hole === 0 ? 0 : shareOf(value, hole, quantity);
  const owed = hole === 0 ? 0 : -shareOf(stock.state.value, hole, -stock.state.quantity);
  const variance = filled - owed;
  const rest = { entry_id, quantity: quantity - hole, value: value - filled };
  const layers = rest.quantity > 0 ? [...layered(stock), rest] : layered(stock);
  return { ...after(stock, { quantity, value: value - variance }, layers, costing), value, variance };
}

/** Takes a quantity from layers, oldest first: whole ones, and a part of the last (CST-2). */
function takeLayers(layers: readonly Layer[], quantity: number): { taken: number; left: Layer[] } {
  let [wanted, taken] = [quantity, 0];
  const left = layers.flatMap((layer) => {
    const part = Math.min(wanted, layer.quantity);
    if (part === 0) return [layer];
    const value = shareOf(layer.value, part, layer.quantity);
    wanted -= part;
    taken += value;
    return part === layer.quantity
      ? []
      : [{ ...layer, quantity: layer.quantity - part, value: layer.value - value }];
  });
  return { taken, left };
}

/** The cost of a quantity in stock; all of it has all of the value, so that no residue is left (CST-1). */
function costOfHeld(stock: Stock, quantity: number, { method }: Costing): { taken: number; left: Layer[] } {
  const { state } = stock;
  if (method === "fifo") return takeLayers(layered(stock), quantity);
  return { taken: quantity === 0 ? 0 : shareOf(state.value, quantity, state.quantity), left: [] };
}

/** CST-1, CST-2, CST-5: goods leave at cost; a quantity beyond the stock at the last known unit cost. */
export function issue(stock: Stock, quantity: number, costing: Costing): Valued {
  const { state } = stock;
  const there = Math.min(quantity, Math.max(0, state.quantity));
  const { taken, left } = costOfHeld(stock, there, costing);
  const missing = quantity - there;
  const value = exact(taken + (missing ? valueAt(missing, state.last_unit_cost, costing.currency) : 0));
  return { ...after(stock, { quantity: -quantity, value: -value }, left, costing), value, variance: 0 };
}

/** CST-4: found goods get the average cost of the stock, else the given unit cost, else the last one. */
export function adjust(
  stock: Stock,
  { unit_cost, ...found }: Omit<Receipt, "value"> & { unit_cost: number | null },
  costing: Costing,
): Valued {
  const { state } = stock;
  const value =
    state.quantity > 0
      ? shareOf(state.value, found.quantity, state.quantity)
      : valueAt(found.quantity, unit_cost ?? state.last_unit_cost, costing.currency);
  return receive(stock, { ...found, value }, costing);
}

/** Own layer first, then the oldest others. */
const ownFirst = (layers: readonly Layer[], entry_id: string): Layer[] => [
  ...layers.filter((each) => each.entry_id === entry_id),
  ...layers.filter((each) => each.entry_id !== entry_id),
];

/**
 * CST-3, CST-6: a receipt is reversed at its own value, limited to the value in stock, and takes all of that
 * value if it empties the stock; first-in-first-out takes the remainder of its layer, then the oldest others.
 * The difference is a variance.
 */
export function reverseReceipt(
  stock: Stock,
  { entry_id, quantity, value }: Receipt,
  costing: Costing,
): Valued {
  const { state } = stock;
  const there = Math.min(quantity, Math.max(0, state.quantity));
  const ordered = { ...stock, layers: ownFirst(layered(stock), entry_id) };
  const held = costOfHeld(ordered, there, costing);
  const whole = costing.method === "fifo" || there === 0 || there === state.quantity;
  const own = whole ? held.taken : Math.min(value, state.value);
  const missing = quantity - there;
  const taken = exact(own + (missing ? valueAt(missing, state.last_unit_cost, costing.currency) : 0));
  const left = layered(stock).flatMap(
    (each) => held.left.find((one) => one.entry_id === each.entry_id) ?? [],
  );
  const made = after(stock, { quantity: -quantity, value: -taken }, left, costing);
  return { ...made, value, variance: value - taken };
}

/** A cost of received goods that comes to `value`: less than nothing takes one back. */
export type Landing = {
  /** What arrived. */
  receipts: readonly { entry_id: string; quantity: number }[];
  value: number;
  /** All that arrived of the stockable with it: an average does not know whose units are held. */
  pooled: number;
};

/**
 * LND-3, LND-4: a later cost. The part for units still held is stock, the part for units gone is a variance;
 * first-in-first-out knows which units are held, an average holds at most the units in stock. It never takes
 * back more than the stock is worth.
 */
export function revalue(stock: Stock, landing: Landing, costing: Costing): Valued {
  const { value } = landing;
  const { held, layers } =
    costing.method === "fifo" ? heldInLayers(stock, landing) : heldOnAverage(stock, landing);
  return { ...after(stock, { quantity: 0, value: held }, layers, costing), value, variance: value - held };
}

type Held = { held: number; layers: readonly Layer[] };

function heldOnAverage({ state }: Stock, { value, pooled }: Landing): Held {
  const there = Math.min(Math.max(0, state.quantity), pooled);
  return { held: Math.max(-Math.max(0, state.value), shareOf(value, there, pooled)), layers: [] };
}

function heldInLayers({ layers }: Stock, { receipts, value }: Landing): Held {
  const own = layers.filter(({ entry_id }) => receipts.some((each) => each.entry_id === entry_id));
  const there = own.map(({ quantity }) => quantity);
  const worth = own.map((each) => each.value);
  const share = shareOf(value, sum(there), sum(receipts.map(({ quantity }) => quantity)));
  const held = Math.max(-sum(worth), share);
  // No layer falls below zero: a reduction is taken from layers that have value.
  const parts = new Map(allocate(held, held < 0 ? worth : there).map((part, i) => [own[i], part]));
  return { held, layers: layers.map((each) => ({ ...each, value: each.value + (parts.get(each) ?? 0) })) };
}

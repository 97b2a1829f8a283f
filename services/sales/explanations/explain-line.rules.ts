/** How the amounts of one stored sale line came about (5.1), from the stored amounts alone (REF-2). Minor units, ppm. */
import {
  addedUp,
  divided,
  type Figure,
  multiplied,
  rated,
  recorded,
  type Sum,
  taxInside,
  withoutTax,
} from "../../../shared/explanation.ts";
import { sum, times } from "../../../shared/money.ts";
import { isMargin } from "../pricing/rules/taxes.ts";
import type { AppliedDiscount, AppliedTax, StoredLine } from "../pricing/rules/types.ts";

/** What a step explains. */
export const saleStepKinds = [
  "gross",
  "price",
  "tax_contained",
  "tax_divided",
  "margin",
  "net",
  "tax_added",
  "tax_of_sale",
  "tax_of_sale_divided",
  "taxed_price",
  "shared_price",
  "net_for_share",
  "consignor_price",
  "net_for_consignor",
  "consignor_discount",
  "share_base",
  "nothing_to_share",
  "share",
  "consignor_portion",
  "store_portion",
  "refunded",
  "share_refunded",
  "subtotal",
  "tax_total",
  "discount_total",
  "cash_rounding",
  "total",
  "change",
  "consignor_total",
  "store_total",
  "cogs",
  "sale_refunded",
] as const;
export type SaleStepKind = (typeof saleStepKinds)[number];
export type SaleSum = Sum<SaleStepKind>;

/** Of the whole sale, or after the consignor's part. */
const beyondShares = [
  ...(["tax_of_sale", "tax_of_sale_divided", "store_portion", "refunded", "subtotal", "tax_total"] as const),
  ...(["discount_total", "cash_rounding", "total", "change", "consignor_total", "store_total"] as const),
  ...(["cogs", "sale_refunded"] as const),
] as const;
export type ShareStepKind = Exclude<SaleStepKind, (typeof beyondShares)[number]>;

/** Whether a step leads to a consignor's part. */
export const isOfShare = (step: SaleSum): step is Sum<ShareStepKind> =>
  !beyondShares.some((kind) => kind === step.kind);

/** The figures of lines and refunds; others are named by those who set them up. */
export type LineFigure =
  | "unit price"
  | "price of the units"
  | `discount on the ${"whole sale" | "line"}, ${(typeof bearers)[keyof typeof bearers]}`
  | "tax that this customer does not pay"
  | "tax"
  | "price paid"
  | "cost"
  | "consignor's part"
  | "a loss counts as no margin"
  | "margin"
  | "net price"
  | "price for the share"
  | "net price for the share"
  | "price after the consignor's discount"
  | "net price after the consignor's discount"
  | "consignor's discount without tax"
  | "consignor's discount"
  | "left after the buyer fees"
  | "buyer fee"
  | "never below zero"
  | "amount to share"
  | "consignor fee"
  | "handling fee"
  | "card fee"
  | "share"
  | "borne by the store"
  | "paid with tax"
  | "refunded"
  | "consignor's part of the line"
  | "net price refunded"
  | "store's part";

export type ExplainedLine = Omit<StoredLine, "id"> & { id: string };

const amounts = (list: readonly { amount: number }[]): number => sum(list.map(({ amount }) => amount));
export const figure = (name: LineFigure, amount: number): Figure => ({ name, amount });

const bearers = {
  shared: "shared",
  store: "borne by the store",
  consignor: "borne by the consignor",
} as const;
const discountName = ({ level, bearer }: AppliedDiscount): LineFigure =>
  `discount on the ${level === "sale" ? "whole sale" : "line"}, ${bearers[bearer]}`;
const taxFigure = ({ snapshot, amount }: AppliedTax, sign: 1 | -1 = 1): Figure => ({
  ...{ name: snapshot.name, amount: sign * amount, given: true },
});

const isInside = ({ snapshot }: AppliedTax) => snapshot.type === "inclusive";
const isExclusive = (tax: AppliedTax) => !isInside(tax);
const rateOf = (taxes: readonly AppliedTax[]) => sum(taxes.map(({ snapshot }) => snapshot.rate_ppm));

const borneBy = (line: ExplainedLine, bearer: AppliedDiscount["bearer"]) =>
  line.applied_discounts.filter((each) => each.bearer === bearer);
const minus = (discounts: readonly AppliedDiscount[]) =>
  discounts.map((each) => figure(discountName(each), -each.amount));
const gross = (line: ExplainedLine) => figure("price of the units", times(line.unit_price, line.quantity));

/** TAX-4: what an exempt customer does not pay of a price that contains tax. */
const relief = (line: ExplainedLine) =>
  gross(line).amount - amounts(line.applied_discounts) - line.price_paid;

function priceSteps(line: ExplainedLine): SaleSum[] {
  const off = [
    ...minus(line.applied_discounts),
    figure("tax that this customer does not pay", -relief(line)),
  ];
  return [
    multiplied("gross", figure("unit price", line.unit_price), line.quantity),
    addedUp("price", [gross(line), ...off]),
  ];
}

/** The tax in an amount: by its rate, or as stored if it was taken otherwise. */
function containedSteps(taxes: readonly AppliedTax[], of: Figure): SaleSum[] {
  if (taxes.length === 0) return [];
  const amount = amounts(taxes);
  const computed = taxInside<SaleStepKind>("tax_contained", of, rateOf(taxes));
  const contained = computed.result === amount ? computed : recorded("tax_contained", figure("tax", amount));
  if (taxes.length === 1) return [contained];
  const shares = taxes.map((tax) => ({
    ...taxFigure(tax),
    ...{ weight: tax.snapshot.rate_ppm, line_id: null },
  }));
  return [contained, divided("tax_divided", shares)];
}

/** TAX-5: the margin is taxed once the consignor's part is known; any other tax inside the price at once. */
function insideSteps(line: ExplainedLine): SaleSum[] {
  const inside = line.applied_taxes.filter((tax) => isInside(tax) && !isMargin(tax));
  return containedSteps(inside, figure("price paid", line.price_paid));
}

function marginSteps(line: ExplainedLine): SaleSum[] {
  const taxes = line.applied_taxes.filter(isMargin);
  if (taxes.length === 0) return [];
  const own = line.inventory_type !== "consignment";
  const cost = own ? figure("cost", -line.cost) : figure("consignor's part", -line.consignor_portion);
  const margin = Math.max(0, line.price_paid + cost.amount);
  const paid = figure("price paid", line.price_paid);
  const below = figure("a loss counts as no margin", margin - line.price_paid - cost.amount);
  return [addedUp("margin", [paid, cost, below]), ...containedSteps(taxes, figure("margin", margin))];
}

const netStep = (line: ExplainedLine): SaleSum =>
  addedUp("net", [
    figure("price paid", line.price_paid),
    ...line.applied_taxes.filter(isInside).map((tax) => taxFigure(tax, -1)),
  ]);

/** `byLine`: ids of the taxes that were rounded line by line (TAX-3). The others have steps of the sale. */
function addedSteps(line: ExplainedLine, byLine: ReadonlySet<string>): SaleSum[] {
  const added = line.applied_taxes.filter(isExclusive);
  const steps = added
    .filter(({ tax_id }) => byLine.has(tax_id))
    .map((tax) => rated<SaleStepKind>("tax_added", figure("net price", line.net), tax.snapshot.rate_ppm));
  const taxes = added.map((tax) => taxFigure(tax));
  return [...steps, addedUp("taxed_price", [figure("price paid", line.price_paid), ...taxes])];
}

const feesOf = (line: ExplainedLine, type: string) =>
  line.applied_surcharges.filter((fee) => fee.type === type);

/** `n0` and the steps to it; null if nothing that is stored says it. */
function netForShare(line: ExplainedLine): { steps: SaleSum[]; n0: number } | null {
  const fees = amounts(feesOf(line, "buyer_fee"));
  const inside = line.applied_taxes.filter((tax) => isInside(tax) && !isMargin(tax));
  const price = addedUp<SaleStepKind>("shared_price", [gross(line), ...minus(borneBy(line, "shared"))]);
  const net = withoutTax<SaleStepKind>(
    "net_for_share",
    figure("price for the share", price.result),
    rateOf(inside),
  );
  if (relief(line) === 0 && Math.max(0, net.result - fees) === line.split_price)
    return { steps: [price, net], n0: net.result };
  if (line.split_price === 0 && fees > 0) return null;
  const n0 = line.split_price + fees;
  return { steps: [recorded("net_for_share", figure("net price for the share", n0))], n0 };
}

/** `n0` is null where nothing that is stored says it. */
function discountSteps(line: ExplainedLine, n0: number | null): SaleSum[] {
  if (line.consignor_discount === 0) return [];
  const inside = line.applied_taxes.filter((tax) => isInside(tax) && !isMargin(tax));
  const borne = [...borneBy(line, "shared"), ...borneBy(line, "consignor")];
  const price = addedUp<SaleStepKind>("consignor_price", [gross(line), ...minus(borne)]);
  const net = withoutTax<SaleStepKind>(
    "net_for_consignor",
    figure("price after the consignor's discount", price.result),
    rateOf(inside),
  );
  const less = addedUp<SaleStepKind>("consignor_discount", [
    figure("net price for the share", n0 ?? 0),
    figure("net price after the consignor's discount", -net.result),
  ]);
  if (relief(line) === 0 && n0 !== null && less.result === line.consignor_discount) return [price, net, less];
  return [
    recorded("consignor_discount", figure("consignor's discount without tax", line.consignor_discount)),
  ];
}

/** B: what is shared. */
function baseSteps(line: ExplainedLine): { steps: SaleSum[]; n0: number | null } {
  const fees = feesOf(line, "buyer_fee");
  const known = netForShare(line);
  if (!known)
    return { steps: [recorded("nothing_to_share", figure("left after the buyer fees", 0))], n0: null };
  if (fees.length === 0) return known;
  const less = fees.map(({ amount }) => figure("buyer fee", -amount));
  const floor = line.split_price - known.n0 + amounts(fees);
  const net = figure("net price for the share", known.n0);
  const base = addedUp<SaleStepKind>("share_base", [net, ...less, figure("never below zero", floor)]);
  return { steps: [...known.steps, base], n0: known.n0 };
}

/** The consignor's part, with everything that is taken off it. */
function portionSteps(line: ExplainedLine): SaleSum[] {
  if (line.inventory_type !== "consignment") return [];
  const { steps, n0 } = baseSteps(line);
  const share = rated<SaleStepKind>("share", figure("amount to share", line.split_price), line.split);
  const less = [
    figure("consignor's discount", -line.consignor_discount),
    ...feesOf(line, "consignor_fee").map(({ amount }) => figure("consignor fee", -amount)),
    figure("handling fee", -line.handling_fee),
    ...feesOf(line, "card_fee").map(({ amount }) => figure("card fee", -amount)),
  ];
  const left = share.result + amounts(less);
  const portion = addedUp<SaleStepKind>("consignor_portion", [
    figure("share", share.result),
    ...less,
    figure("borne by the store", line.consignor_portion - left),
  ]);
  return [...steps, share, ...discountSteps(line, n0), portion];
}

const storeStep = (line: ExplainedLine): SaleSum =>
  addedUp("store_portion", [
    figure("net price", line.net),
    figure("consignor's part", -line.consignor_portion),
  ]);

function refundedSteps(line: ExplainedLine): SaleSum[] {
  if (line.refunded_amount === 0 && line.refunded_quantity === 0) return [];
  const paid = figure("paid with tax", line.taxed_price);
  return [addedUp("refunded", [paid, figure("refunded", -line.refunded_amount)])];
}

/** The steps of a line in the order of 5.1; under the margin scheme the tax comes last, because it depends on the share. */
export function lineSteps(line: ExplainedLine, byLine: ReadonlySet<string>): SaleSum[] {
  const steps = [
    ...priceSteps(line),
    ...insideSteps(line),
    ...(line.applied_taxes.some(isMargin) ? [] : [netStep(line), ...addedSteps(line, byLine)]),
    ...portionSteps(line),
    ...marginSteps(line),
    ...(line.applied_taxes.some(isMargin) ? [netStep(line), ...addedSteps(line, byLine)] : []),
    storeStep(line),
    ...refundedSteps(line),
  ];
  return steps.map((step) => ({ ...step, line_id: line.id }));
}

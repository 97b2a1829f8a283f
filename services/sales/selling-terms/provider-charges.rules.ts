/**
 * What the providers of a document's methods charge (6.4, MRC-PRV-1): amounts in ten-thousandths, quantities in millionths. The
 * settings are what callers wrote: a part that cannot be read charges nothing.
 */
import { MICRO } from "../../../shared/micro.ts";
import { PPM, parseScaled, rnd } from "../../../shared/money.ts";

type Json = Readonly<Record<string, unknown>>;
export type Charge = {
  kind: "shipping" | "surcharge";
  code: string;
  label: string;
  given_net: number;
  given_gross: number;
};
export type ChargedLine = {
  quantity: number;
  gross: number;
  metadata: Json | null;
  configuration: Json | null;
};

const objectIn = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A number from 0, or its text, times `10^places`. */
function scaled(value: unknown, places: number): number | null {
  const parsed = parseScaled(
    typeof value === "number" || typeof value === "string" ? String(value) : "",
    places,
  );
  return parsed.ok && parsed.value >= 0 ? parsed.value : null;
}

const textIn = (...values: unknown[]): string =>
  String(values.find((each) => typeof each === "string" && each !== "") ?? "").slice(0, 255);

type Metric = (lines: readonly ChargedLine[]) => bigint;

const sumOf = (lines: readonly ChargedLine[], of: (line: ChargedLine) => bigint): bigint =>
  lines.reduce((total, line) => total + of(line), 0n);

const measured =
  (name: string): Metric =>
  (lines) =>
    sumOf(lines, ({ quantity, metadata, configuration }) => {
      const each = scaled(metadata?.[name] ?? configuration?.[name], 6) ?? 0;
      return (BigInt(each) * BigInt(quantity)) / BigInt(MICRO);
    });

/** In millionths of what is counted. */
const metrics: Readonly<Record<string, Metric>> = {
  item_count: (lines) => sumOf(lines, ({ quantity }) => BigInt(quantity)),
  ...{ weight: measured("weight"), volume: measured("volume") },
  subtotal: (lines) => sumOf(lines, ({ gross }) => BigInt(gross) * 100n),
};

function holds(rate: Json, lines: readonly ChargedLine[], currency: string): boolean {
  const value = metrics[textIn(rate.metric, "item_count")]?.(lines);
  const [least, most] = [scaled(rate.min ?? 0, 6), rate.max == null ? undefined : scaled(rate.max, 6)];
  if (value === undefined || least === null || most === null) return false;
  const isOurs = rate.currencyCode == null || rate.currencyCode === currency;
  return isOurs && value >= BigInt(least) && (most === undefined || value <= BigInt(most));
}

function charge(
  kind: Charge["kind"],
  code: string,
  label: string,
  [net, gross]: [unknown, unknown],
): Charge[] {
  const given_net = scaled(net, 4);
  const given_gross = gross == null ? given_net : scaled(gross, 4);
  if (given_net === null || given_gross === null || given_net + given_gross === 0) return [];
  return [{ kind, code, label, given_net, given_gross }];
}

/** The base rate, and the first tier that holds. */
function flatRate(method: Json, lines: readonly ChargedLine[], currency: string): Charge[] {
  const { rates, applyBaseRate } = objectIn(method.providerSettings);
  const [code, name] = [textIn(method.code, "shipping"), textIn(method.name, "Shipping")];
  const isOurs = method.currencyCode == null || method.currencyCode === currency;
  const base: [unknown, unknown] = [method.baseRateNet, method.baseRateGross];
  const tier = (Array.isArray(rates) ? rates : []).map(objectIn).find((each) => holds(each, lines, currency));
  return [
    ...(isOurs && applyBaseRate !== false ? charge("shipping", code, name, base) : []),
    ...(tier
      ? charge("shipping", textIn(tier.name, code), textIn(tier.name, name), [
          tier.amountNet,
          tier.amountGross,
        ])
      : []),
  ];
}

/** What the provider of the shipping method charges for these lines. */
export const shippingCharges = (method: Json, lines: readonly ChargedLine[], currency: string): Charge[] =>
  method.providerKey === "flat-rate" ? flatRate(method, lines, currency) : [];

/** How providers of payments call what they charge. */
const fees: Readonly<Record<string, { flat: string; percent: string; label: string }>> = {
  "cash-on-delivery": { flat: "feeFlat", percent: "feePercent", label: "Cash on delivery fee" },
  stripe: { flat: "applicationFeeFlat", percent: "applicationFeePercent", label: "Card processing fee" },
};

/** What the provider of the payment method charges for this total, which includes what shipping costs. */
export function paymentCharges(method: Json, gross: number): Charge[] {
  const key = textIn(method.providerKey);
  const settings = objectIn(method.providerSettings);
  const fee = Object.hasOwn(fees, key) ? fees[key] : undefined;
  const most = scaled(settings.maxOrderTotal, 4);
  if (!fee || (key === "cash-on-delivery" && most !== null && gross > most)) return [];
  // A percentage with four decimals is a rate in parts per million.
  const rate = Math.min(scaled(settings[fee.percent], 4) ?? 0, PPM);
  const amount = (scaled(settings[fee.flat], 4) ?? 0) + rnd(BigInt(gross) * BigInt(rate), PPM);
  if (amount === 0) return [];
  return [{ kind: "surcharge", code: key, label: fee.label, given_net: amount, given_gross: amount }];
}

/** The dictionaries that every organization begins with, and their words (MRC-STS-1, DIC, MRC-SEED-1). */
import { currencies } from "../../../shared/money.ts";

export type Seed = { key: string; name: string; hidden?: true; words: readonly string[] };
type Words = Omit<Seed, "key">;

const unitsOfMeasure = ["pc", "kg", "g", "l", "ml", "m", "cm", "m2", "m3", "h", "day", "set", "box"];

export const systemDictionaries = {
  currency: { name: "Currencies", words: currencies },
  unit: { name: "Units of measure", words: unitsOfMeasure },
  "sales.order_status": {
    ...{ name: "Order statuses", hidden: true },
    words: ["draft", "confirmed", "in_fulfillment", "fulfilled", "on_hold", "canceled"],
  },
  "sales.order_line_status": {
    ...{ name: "Order line statuses", hidden: true },
    words: [
      ...["pending", "allocated", "picking", "packed", "shipped"],
      ...["delivered", "backordered", "returned", "canceled"],
    ],
  },
  "sales.shipment_status": {
    ...{ name: "Shipment statuses", hidden: true },
    words: ["pending", "packed", "shipped", "in_transit", "delivered", "canceled", "returned"],
  },
  "sales.payment_status": {
    ...{ name: "Payment statuses", hidden: true },
    words: ["pending", "authorized", "captured", "received", "refunded", "failed", "canceled"],
  },
  "sales.adjustment_kind": {
    ...{ name: "Adjustment kinds", hidden: true },
    words: ["discount", "tax", "shipping", "surcharge", "custom"],
  },
  "customers.statuses": { name: "Customer statuses", words: ["active", "inactive"] },
  "customers.sources": { name: "Sources", words: ["website", "referral", "event", "campaign"] },
  "customers.lifecycle-stages": {
    name: "Lifecycle stages",
    words: ["prospect", "lead", "customer", "former"],
  },
  "customers.address-types": { name: "Address types", words: ["office", "billing", "shipping", "home"] },
  "customers.activity-types": { name: "Activity types", words: ["call", "email", "meeting", "note", "task"] },
  "customers.deal-statuses": { name: "Deal statuses", words: ["open", "won", "lost"] },
  "customers.pipeline-stages": {
    name: "Pipeline stages",
    words: ["qualification", "proposal", "negotiation", "closing"],
  },
  "customers.job-titles": { name: "Job titles", words: [] },
  "customers.industries": { name: "Industries", words: [] },
  "booking.capacity_units": { name: "Capacity units", words: ["person", "seat", "place", "piece"] },
} as const satisfies Record<string, Words>;

/** Their words grow with their use, and business units may have words of their own (MRC-CUS-13). */
export const customerKeys = [
  ...(["customers.statuses", "customers.sources", "customers.lifecycle-stages"] as const),
  ...(["customers.address-types", "customers.activity-types", "customers.deal-statuses"] as const),
  ...(["customers.pipeline-stages", "customers.job-titles", "customers.industries"] as const),
] as const;
export type CustomerKey = (typeof customerKeys)[number];

export type SystemKey = keyof typeof systemDictionaries;
export const systemKeys = Object.keys(systemDictionaries) as SystemKey[];

/** A row of another kind would let the words of the books be edited (MRC-DIC-2). */
export const isProtected = (key: string): boolean => key === "currency" || key === "currencies";

export const seeds: readonly Seed[] = Object.entries<Words>(systemDictionaries).map(([key, seed]) => ({
  key,
  ...seed,
}));

/** The words of a paper by language; English where there is no other. */
import { inLanguageOf } from "../../../shared/locale.ts";

const en = {
  purchase_order: "Purchase order",
  draft: "Draft",
  cancelled: "Cancelled",
  vendor: "Vendor",
  ship_to: "Ship to",
  order_date: "Order date",
  ship_date: "Ship date",
  expected: "Expected delivery",
  terms: "Payment terms",
  code: "Code",
  description: "Description",
  quantity: "Quantity",
  unit_cost: "Unit cost",
  amount: "Amount",
  subtotal: "Subtotal",
  shipping: "Shipping",
  setup: "Setup",
  other: "Other costs",
  total: "Total",
  notes: "Notes",
  page: "Page {n} of {of}",
};

export type PaperWords = Readonly<Record<keyof typeof en, string>>;

const de: PaperWords = {
  purchase_order: "Bestellung",
  draft: "Entwurf",
  cancelled: "Storniert",
  vendor: "Lieferant",
  ship_to: "Lieferadresse",
  order_date: "Bestelldatum",
  ship_date: "Versanddatum",
  expected: "Liefertermin",
  terms: "Zahlungsbedingungen",
  code: "Artikel",
  description: "Bezeichnung",
  quantity: "Menge",
  unit_cost: "Stückpreis",
  amount: "Betrag",
  subtotal: "Zwischensumme",
  shipping: "Versand",
  setup: "Einrichtung",
  other: "Sonstige Kosten",
  total: "Summe",
  notes: "Bemerkungen",
  page: "Seite {n} von {of}",
};

const languages = { en, de };

export const wordsIn = (locale: string): PaperWords => inLanguageOf(locale, languages);

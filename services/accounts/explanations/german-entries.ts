/** What the steps of an explained balance entry say in German. */
import { says } from "../../../shared/explanation.ts";
import type { Phrases } from "../../../shared/papers/printed-steps.ts";
import type { EntryFigure, EntryStepKind } from "./explain-entry.rules.ts";

const figures: Record<EntryFigure, string> = {
  "part of the account": "Anteil des Kontos",
  "borne by the shop": "vom Geschäft getragen",
  "sale reversed": "Verkauf zurückgebucht",
  "purchase reversed": "Einkauf zurückgebucht",
  void: "Storno",
  payout: "Auszahlung",
  fee: "Gebühr",
  "balance as payment": "Guthaben als Zahlung",
  "balance before": "Saldo davor",
  "this entry": "diese Buchung",
};

export const germanEntries: Phrases<EntryStepKind> = {
  figures,
  sentences: {
    sold: says("Der Anteil des Kontos am Verkauf"),
    taken_back: says("Der Anteil des Kontos an dem, was Käufer zurückgaben"),
    spent: ({ result }, { money }) => `${money(-result)} des Guthabens bezahlten einen Einkauf.`,
    returned: ({ result }, { money }) =>
      `${money(result)} kamen auf das Guthaben zurück, weil ein Einkauf erstattet wurde.`,
    reversed: says("Der Verkauf wurde storniert, als hätte es ihn nicht gegeben"),
    payout: ({ result }, { money }) => `${money(-result)} gingen vom Guthaben zur Auszahlung ab.`,
    payout_back: ({ result }, { money }) =>
      `${money(result)} kamen auf das Guthaben zurück, weil sie nicht ausgezahlt oder zurückgezahlt wurden.`,
    payout_paid: says("Die Gebühr geht von der Auszahlung ab; das Konto erhält"),
    booked: ({ figures: [booked], result }, { money }) => `Gebucht als ${booked?.name}: ${money(result)}.`,
    balance: says("Der neue Saldo"),
  },
};

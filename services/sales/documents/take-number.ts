/** Takes numbers of documents, one at a time in each business unit (MRC-NUM-1, MRC-INV-8). */
import { randomInt, randomUUID } from "node:crypto";
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type DocumentSettings, documentSettings, settingsId } from "./document-settings.ts";
import { type DocumentKind, defaultFormats, formattedNumber } from "./number-format.rules.ts";

type Unit = string | null;

export const actingUnit = ({ meta }: Pick<Reader, "meta">): Unit => meta.business_unit_id ?? null;

export type Settings = Omit<DocumentSettings, "created_at" | "updated_at" | "created_by" | "version">;

const first = (org_id: string, unit: Unit): Settings => ({
  ...{ id: settingsId(org_id, unit), org_id, business_unit_id: unit },
  ...{ order_format: defaultFormats.order, quote_format: defaultFormats.quote },
  ...{ order_next: 1, quote_next: 1, customer_statuses: null, address_statuses: null },
});

/** The settings of a business unit, before they are stored as well. */
export const settingsOf = async (reader: Reader, unit: Unit): Promise<Settings> =>
  (await reader.get(documentSettings, settingsId(reader.org.id, unit))) ?? first(reader.org.id, unit);

/** Makes the row of the settings unless it is there. */
export async function storedSettings(tx: Tx, unit: Unit): Promise<Settings> {
  const { org_id: _org, ...values } = first(tx.org.id, unit);
  return (await tx.get(documentSettings, values.id)) ?? tx.insert(documentSettings, values);
}

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const chance = {
  digits: (count: number) => Array.from({ length: count }, () => randomInt(10)).join(""),
  letters: (count: number) =>
    Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
  guid: () => randomUUID(),
};

/** "2027-03-09T14" in the organization's zone. */
function localHour(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23" },
  }).formatToParts(new Date(instant));
  const of = (type: string) => parts.find((each) => each.type === type)?.value ?? "00";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}`;
}

/** Uses up the next number; two at once get different ones. */
export async function takeNumber(tx: Tx, kind: DocumentKind, unit: Unit, given?: string | null) {
  const { id } = await storedSettings(tx, unit);
  const next = `${kind}_next` as const;
  const after = await tx.update(documentSettings, { _id: id }, { $inc: { [next]: 1 } }, { emit: "none" });
  if (!after) throw fail("conflict", "The settings for documents have just been changed.");
  const sequence = after[next] - 1;
  const format = given ?? after[`${kind}_format`];
  const local = localHour(tx.now, tx.org.timezone);
  return { number: formattedNumber(format, { kind, sequence, local, chance }), format, sequence };
}

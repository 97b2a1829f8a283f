/** What balance entries of one account came from within accounts: as few reads for many as for one. */
import { inParts } from "../../../shared/in-parts.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import { journal } from "../ledger/journal.ts";
import { payout } from "../payouts/payout.ts";
import { laterOf, type Origin } from "./explain-entry.rules.ts";

type Entry = Entity<typeof balanceEntry>;

const AT_ONCE = 500;

const idsOf = (entries: readonly Entry[], types: readonly Entry["type"][], id: (entry: Entry) => string) => [
  ...new Set(entries.filter(({ type }) => types.includes(type)).map(id)),
];

/** The entries that a void takes back; of several, those that could be paid out from the same date. */
async function reversedBy(reader: Reader, entries: readonly Entry[]) {
  const voids = idsOf(entries, ["void"], ({ journal_id }) => journal_id);
  const journals = await inParts(voids, AT_ONCE, (part) => reader.find(journal, { _id: { $in: part } }));
  const account_id = entries[0]?.account_id;
  const reverses = journals.flatMap((each) => each.reverses ?? []);
  const reversed = await inParts(reverses, AT_ONCE, (part) =>
    reader.find(balanceEntry, { journal_id: { $in: part }, account_id }),
  );
  const byId = new Map(journals.map((each) => [each.id, each]));
  const byJournal = Map.groupBy(reversed, ({ journal_id }) => journal_id);
  return ({ journal_id, available_on }: Entry) => {
    const { reverses = null, business_date = "" } = byId.get(journal_id) ?? {};
    const all = byJournal.get(reverses ?? "") ?? [];
    return all.filter((each) => laterOf(each.available_on, business_date) === available_on);
  };
}

export async function loadOrigins(
  reader: Reader,
  entries: readonly Entry[],
): Promise<(entry: Entry) => Omit<Origin, "shares">> {
  const paid = idsOf(entries, ["payout", "payout_reversal"], ({ ref }) => ref.id);
  const [reversed, payouts] = await Promise.all([
    reversedBy(reader, entries),
    inParts(paid, AT_ONCE, (part) => reader.find(payout, { _id: { $in: part } })),
  ]);
  const byId = new Map(payouts.map((each) => [each.id, each]));
  return (entry) => ({ reversed: reversed(entry), payout: byId.get(entry.ref.id) });
}

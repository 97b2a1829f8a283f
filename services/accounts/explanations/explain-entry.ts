import { type Step, told } from "../../../shared/explanation.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { query } from "../../../shared/service/operation.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call, OutputOf } from "../../../shared/service/reference.ts";
import { explainShares } from "../../sales/public.ts";
import { balanceEntry } from "../balances/balance-entry.ts";
import { journal } from "../ledger/journal.ts";
import { payout } from "../payouts/payout.ts";
import * as declared from "./declarations.ts";
import {
  balanceStep,
  bookedStep,
  type EntrySum,
  laterOf,
  linesOf,
  payoutSteps,
  reversalStep,
  shareStep,
  spentStep,
} from "./explain-entry.rules.ts";
import { entrySentences } from "./sentences.ts";

type Entry = Entity<typeof balanceEntry>;
type Steps = OutputOf<typeof declared.explainEntry>["steps"];

export const explainEntry = query(declared.explainEntry, async (reader, { id }, call) => {
  const entry = await reader.load(balanceEntry, id);
  const { currency, amount } = entry;
  const steps = [...(await stepsOf(reader, call, entry)), ...said(entry, [balanceStep(entry)])];
  return { balance_entry_id: id, currency, amount, steps };
});

const said = ({ currency }: Entry, steps: EntrySum[]): Step<EntrySum["kind"]>[] =>
  told(steps, entrySentences, currency);

async function stepsOf(reader: Reader, call: Call, entry: Entry): Promise<Steps> {
  switch (entry.type) {
    case "sale":
      return sharesOf(call, entry, "sold");
    case "refund":
      return sharesOf(call, entry, "taken_back");
    case "purchase":
    case "purchase_refund":
      return said(entry, purchases.includes(entry.ref.kind) ? [spentStep(entry)] : booked(entry));
    case "void":
      return said(entry, [reversalStep(await reversedBy(reader, entry), entry)]);
    case "payout":
    case "payout_reversal":
      return said(entry, payoutSteps(await reader.load(payout, entry.ref.id), entry));
    default:
      return said(entry, booked(entry));
  }
}

/** The kinds of records that a balance pays for, or that give back what it paid. */
const purchases: readonly string[] = ["sale", "refund", "lay_by_payment"];

const booked = (entry: Entry): EntrySum[] => [bookedStep(entry, entry.memo)];

async function sharesOf(call: Call, entry: Entry, kind: "sold" | "taken_back"): Promise<Steps> {
  const { account_id, ref } = entry;
  const of = kind === "sold" ? { sale_id: ref.id } : { refund_id: ref.id };
  const { lines, business_date } = await call(explainShares, { ...of, account_id });
  const own = linesOf(lines, entry, business_date, kind === "taken_back");
  return [...own.flatMap(({ steps }) => steps), ...said(entry, [shareStep(kind, own, entry)])];
}

/** The entries that a void takes back; of several, those that could be paid out from the same date. */
async function reversedBy(reader: Reader, { journal_id, account_id, available_on }: Entry) {
  const { reverses, business_date } = await reader.load(journal, journal_id);
  const all = await reader.find(balanceEntry, { journal_id: reverses, account_id });
  return all.filter((each) => laterOf(each.available_on, business_date) === available_on);
}

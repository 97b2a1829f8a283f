/** Whether a customer owes something or is owed, by the journals (DEL-5, MRC-CUS-8). */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { journal } from "./journal.ts";

export async function refuseOpenBalance(reader: Reader, id: string): Promise<void> {
  const named = [`receivable:${id}`, `payable:${id}`];
  const open = await reader.aggregate<{ balance: number }>(journal, { ledger_accounts: { $in: named } }, [
    { $unwind: "$postings" },
    { $match: { "postings.ledger_account": { $in: named } } },
    {
      $group: {
        _id: { a: "$postings.ledger_account", c: "$currency" },
        balance: { $sum: "$postings.amount" },
      },
    },
    { $match: { balance: { $ne: 0 } } },
  ]);
  if (open.length === 0) return;
  const references = { balance: { count: open.length, sample_ids: [id] } };
  throw fail("in_use", "This customer still owes something or is owed.", { in_use: true, references });
}

/** Cash in drawers (INV-42): a register session and the books have the same amount. */
import { big, named, type Tell, type Walk } from "../check.ts";
import { type Row, type Stores, sideBySide } from "../stores.ts";

/** Cash of journals by the session they name, of its own register and of any other. */
const posted: Row[] = [
  { $match: { register_session_id: { $type: "string" } } },
  { $unwind: "$postings" },
  { $match: { "postings.ledger_account": { $regex: "^cash:" } } },
  {
    $group: {
      _id: "$register_session_id",
      org_id: { $first: "$org_id" },
      cash: { $sum: { $toLong: "$postings.amount" } },
      drawers: { $addToSet: "$postings.ledger_account" },
    },
  },
  { $sort: { _id: 1 } },
];

const bySession: Row[] = [{ $sort: { _id: 1 } }];
const keyOf = (row: Row): string => row._id;

async function run(stores: Stores, tell: Tell): Promise<void> {
  const streams = [
    stores.pipe("sales", "register_sessions", bySession),
    stores.pipe("accounts", "drawers", bySession),
    stores.pipe("accounts", "journals", posted),
  ];
  for await (const { key, rows } of sideBySide(streams, keyOf)) {
    const [session, drawer, journals] = rows;
    tell.read("INV-42");
    const subject = session ?? named(key, (journals ?? drawer) as Row);
    const books = big(journals?.cash);
    const counted = big(session?.cash_moved) + big(drawer?.cash);
    if (counted !== books)
      tell.breach("INV-42", subject, `the session counted ${counted} in cash, the books have ${books}`);
    const own = `cash:${session?.register_id}`;
    const strange = ((journals?.drawers ?? []) as string[]).filter((each) => each !== own);
    if (strange.length) tell.breach("INV-42", subject, `cash of ${strange} counts as that of ${own}`);
    if (!session?.closed_at) continue;
    const expected = big(session.opening_float) + books;
    if (big(session.expected) !== expected || big(session.difference) !== big(session.counted) - expected)
      tell.breach("INV-42", subject, `closed with ${session.expected} expected, the books say ${expected}`);
  }
}

export const drawers: Walk = {
  checks: {
    "INV-42": "expected − float of a register session = Σ postings on its drawer in its time",
  },
  run,
};

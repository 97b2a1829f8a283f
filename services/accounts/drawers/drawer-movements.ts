import { query } from "../../../shared/service/operation.ts";
import { journal } from "../ledger/journal.ts";
import { cash } from "../ledger/ledger-accounts.rules.ts";
import * as declared from "./declarations.ts";

type Moved = { kind: string; count: number; amount: number };

export const drawerMovements = query(declared.drawerMovements, (reader, { session_id, register_id }) =>
  reader.aggregate<Moved>(journal, { register_session_id: session_id }, [
    { $unwind: "$postings" },
    { $match: { "postings.ledger_account": cash(register_id) } },
    { $group: { _id: "$kind", count: { $sum: 1 }, amount: { $sum: "$postings.amount" } } },
    { $sort: { _id: 1 } },
    { $project: { _id: 0, kind: "$_id", count: 1, amount: 1 } },
  ]),
);

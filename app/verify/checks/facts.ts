/** INV-3: one business fact, one journal; no journal without its fact. */
import { named, sameList, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

type Fact = {
  from: readonly [service: string, collection: string];
  filter?: Row;
  fields: readonly string[];
  /** `ref.kind` of its journals. */
  ref: string;
  /** Kinds of the required journals, sorted. */
  kinds(row: Row): string[];
};

/** A charge that equals the provider's fixed fee changes no balance and has no journal. */
const TINY = 100;

const contractKinds: Record<string, string> = {
  charge: "contract_charge",
  refund: "contract_refund",
  transfer: "seller_transfer",
  fee: "contract_dispute_fee",
  transfer_reversal: "seller_transfer_reversed",
  refund_return: "contract_refund_returned",
  refund_payment: "contract_refund_paid",
};

function payoutKinds({ status }: Row): string[] {
  if (status === "rejected" || status === "cancelled") return ["payout_released", "payout_requested"];
  if (status === "completed") return ["payout_completed", "payout_requested"];
  if (status === "reversed") return ["payout_completed", "payout_requested", "payout_reversed"];
  return ["payout_requested"];
}

const facts: readonly Fact[] = [
  {
    from: ["sales", "sales"],
    filter: { status: { $in: ["finalized", "voided"] } },
    fields: ["status"],
    ref: "sale",
    kinds: ({ status }) => (status === "voided" ? ["sale", "void"] : ["sale"]),
  },
  { from: ["sales", "refunds"], fields: [], ref: "refund", kinds: () => ["refund"] },
  {
    from: ["sales", "lay_by_payments"],
    fields: ["kind"],
    ref: "lay_by_payment",
    kinds: ({ kind }) => [`lay_by_${kind}`],
  },
  { from: ["accounts", "payouts"], fields: ["status"], ref: "payout", kinds: payoutKinds },
  // A card that a sale sold has its money from the sale's journal.
  {
    from: ["accounts", "gift_cards"],
    filter: { sale_id: null },
    fields: [],
    ref: "gift_card",
    kinds: () => ["gift_card_issued"],
  },
  {
    from: ["contracts", "transactions"],
    filter: { status: "succeeded", type: { $in: Object.keys(contractKinds) } },
    fields: ["type", "amount", "at_provider"],
    ref: "transaction",
    kinds: ({ type, at_provider }) => [
      type === "fee" && at_provider ? "contract_excess_refund" : contractKinds[type]!,
    ],
  },
];

async function factsHaveJournals(stores: Stores, tell: Tell, fact: Fact): Promise<void> {
  const [service, collection] = fact.from;
  const fields = [...fact.fields, "org_id"];
  for await (const piece of pieces(stores.rows(service, collection, fact.filter, { fields }))) {
    tell.read("INV-3", piece.length);
    const ids = piece.map((row) => row._id);
    const tenants = piece.map((row) => row.org_id);
    const posted = await rowsBy(
      stores,
      ["accounts", "journals"],
      "ref.id",
      ids,
      ["kind", "ref.kind"],
      tenants,
    );
    for (const row of piece) {
      const kinds = (posted.get(row._id) ?? []).map(({ kind }) => kind as string).sort();
      const wanted = fact.kinds(row);
      if (kinds.length === 0 && row.type === "charge" && row.amount <= TINY) continue;
      if (!sameList(kinds, wanted))
        tell.breach(
          "INV-3",
          named(`${collection} ${row._id}`, row),
          `has journals [${kinds}], not [${wanted}]`,
        );
    }
  }
}

async function journalsHaveFacts(stores: Stores, tell: Tell, fact: Fact): Promise<void> {
  const stream = stores.rows("accounts", "journals", { "ref.kind": fact.ref }, { fields: ["ref", "org_id"] });
  for await (const piece of pieces(stream)) {
    tell.read("INV-3", piece.length);
    const ids = piece.map((row) => row.ref.id);
    const found = await rowsBy(stores, fact.from, "_id", ids, [...fact.fields, "org_id"]);
    for (const journal of piece) {
      const [row] = found.get(journal.ref.id) ?? [];
      const fits = row && row.org_id === journal.org_id && (!fact.filter || matches(row, fact.filter));
      if (!fits)
        tell.breach(
          "INV-3",
          named(`journal ${journal._id}`, journal),
          `has no such ${fact.ref} ${journal.ref.id}`,
        );
    }
  }
}

const matches = (row: Row, filter: Row): boolean =>
  Object.entries(filter).every(([name, wanted]) =>
    wanted?.$in ? wanted.$in.includes(row[name]) : (row[name] ?? null) === wanted,
  );

/** The unique index enforces it; this check reads the rows. */
async function noneTwice(stores: Stores, tell: Tell): Promise<void> {
  const sort = { org_id: 1, "ref.kind": 1, "ref.id": 1, kind: 1 } as const;
  let last = "";
  for await (const row of stores.rows(
    "accounts",
    "journals",
    {},
    { sort, fields: ["org_id", "ref", "kind"] },
  )) {
    const key = `${row.org_id} ${row.ref.kind} ${row.ref.id} ${row.kind}`;
    if (key === last)
      tell.breach("INV-3", named(`journal ${row._id}`, row), `is the second ${row.kind} of ${row.ref.id}`);
    last = key;
  }
}

export const oneJournalPerFact: Walk = {
  checks: {
    "INV-3": "one fact, one journal: sales, refunds, voids, lay-bys, payouts, contracts, gift cards",
  },
  async run(stores, tell) {
    await noneTwice(stores, tell);
    for (const fact of facts) {
      await factsHaveJournals(stores, tell, {
        ...fact,
        fields: [...fact.fields, ...Object.keys(fact.filter ?? {})],
      });
      await journalsHaveFacts(stores, tell, {
        ...fact,
        fields: [...fact.fields, ...Object.keys(fact.filter ?? {})],
      });
    }
  },
};

/** Balances (INV-4, LED-5) and payouts (INV-8): the entries of each account compared with the ledger's sums. */
import { big, named, type Tell, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores, sideBySide } from "../stores.ts";

/** One account's entries in order. */
type Running = { key: string; sum: bigint; seq: number; entries: number; byMoment: Map<string, bigint> };

function step(entry: Row, at: Running, tell: Tell): void {
  const amount = big(entry.amount);
  if (entry.seq !== at.seq + 1) tell.breach("INV-4", entry, `has seq ${entry.seq} after ${at.seq}`);
  if (entry.type === "payout") {
    tell.read("INV-8");
    let available = 0n;
    for (const [moment, sum] of at.byMoment) if (moment <= entry.available_at) available += sum;
    if (available < -amount) tell.breach("INV-8", entry, `took ${-amount} when ${available} was available`);
  }
  at.sum += amount;
  at.seq = entry.seq;
  at.entries += 1;
  at.byMoment.set(entry.available_at, (at.byMoment.get(entry.available_at) ?? 0n) + amount);
  if (big(entry.balance_after) !== at.sum)
    tell.breach("INV-4", entry, `says ${entry.balance_after} where the running sum is ${at.sum}`);
}

/** Σ entries by account; each entry is checked on the way. */
async function* entrySums(stores: Stores, tell: Tell): AsyncGenerator<Row> {
  const sort = { org_id: 1, account_id: 1, seq: 1 } as const;
  let at: Running = { key: "", sum: 0n, seq: 0, entries: 0, byMoment: new Map() };
  for await (const entry of stores.rows("accounts", "balance_entries", {}, { sort })) {
    tell.read("INV-4");
    const key = `${entry.org_id} ${entry.account_id}`;
    if (at.key !== key) {
      if (at.key) yield at;
      at = { key, sum: 0n, seq: 0, entries: 0, byMoment: new Map() };
    }
    step(entry, at, tell);
  }
  if (at.key) yield at;
}

/** What the ledger owes each holder: −Σ postings on its accounts `payable:…`, `store_credit:…` and so on. */
const owed = (prefixes: Record<string, string>): Row[] => [
  { $unwind: "$postings" },
  {
    $project: { org_id: 1, parts: { $split: ["$postings.ledger_account", ":"] }, amount: "$postings.amount" },
  },
  { $match: { "parts.0": { $in: Object.values(prefixes) } } },
  {
    $group: {
      _id: { $concat: ["$org_id", " ", { $arrayElemAt: ["$parts", 1] }] },
      ...Object.fromEntries(
        Object.entries(prefixes).map(([field, prefix]) => {
          const own = { $eq: [{ $arrayElemAt: ["$parts", 0] }, prefix] };
          return [
            field,
            { $sum: { $cond: [own, { $toLong: { $multiply: ["$amount", -1] } }, { $toLong: 0 }] } },
          ];
        }),
      ),
    },
  },
  {
    $project: { _id: 0, key: "$_id", ...Object.fromEntries(Object.keys(prefixes).map((each) => [each, 1])) },
  },
  { $sort: { key: 1 } },
];

const byKey: Row[] = [{ $addFields: { key: { $concat: ["$org_id", " ", "$_id"] } } }, { $sort: { key: 1 } }];
const keyOf = (row: Row): string => row.key;
const holder = (key: string) => named(key, { org_id: key.split(" ")[0] });

/** Amounts that are held now, by holder and kind of tender; few rows. */
async function heldNow(stores: Stores): Promise<Map<string, bigint>> {
  const held = new Map<string, bigint>();
  for await (const { tenders } of stores.rows("accounts", "tender_holds", { state: "held" })) {
    for (const { type, amount, account_id, gift_card_id } of tenders as Row[]) {
      const key = `${type} ${account_id ?? gift_card_id}`;
      held.set(key, (held.get(key) ?? 0n) + big(amount));
    }
  }
  return held;
}

/** The amount owed to a holder is never below zero, nor below the held amount. */
function covered(tell: Tell, key: string, what: string, has: unknown, aside: unknown): void {
  tell.read("INV-44");
  if (big(has) < 0n || big(has) < big(aside))
    tell.breach("INV-44", holder(key), `${what} has ${big(has)}, ${big(aside)} of it set aside`);
}

async function accountsAgree(stores: Stores, tell: Tell, held: Map<string, bigint>): Promise<void> {
  const ledger = { balance: "payable", store_credit: "store_credit", payouts_in_progress: "payout_pending" };
  const streams = [
    stores.pipe("accounts", "accounts", byKey),
    entrySums(stores, tell),
    stores.pipe("accounts", "journals", owed(ledger)),
  ];
  for await (const { key, rows } of sideBySide(streams, keyOf)) {
    const [account, entries, posted] = rows;
    const differ = (what: string, is: unknown, should: unknown) => {
      if (big(is) !== big(should))
        tell.breach("INV-4", holder(key), `${what} is ${is ?? 0}, not ${should ?? 0}`);
    };
    differ("Σ entries", entries?.sum ?? 0n, posted?.balance);
    differ("entry_seq", account?.entry_seq, entries?.entries);
    for (const name of Object.keys(ledger)) differ(name, account?.[name], posted?.[name]);
    covered(tell, key, "store credit", posted?.store_credit, account?.held_credit);
    const id = key.split(" ")[1];
    differ("held_balance", account?.held_balance, held.get(`payable ${id}`));
    differ("held_credit", account?.held_credit, held.get(`store_credit ${id}`));
  }
}

async function cardsAgree(stores: Stores, tell: Tell, held: Map<string, bigint>): Promise<void> {
  const streams = [
    stores.pipe("accounts", "gift_cards", byKey),
    stores.pipe("accounts", "journals", owed({ balance: "gift_card" })),
  ];
  for await (const { key, rows } of sideBySide(streams, keyOf)) {
    const [card, posted] = rows;
    tell.read("INV-4");
    if (big(card?.balance) !== big(posted?.balance))
      tell.breach("INV-4", holder(key), `the card has ${card?.balance}, the ledger ${posted?.balance}`);
    covered(tell, key, "the gift card", posted?.balance, card?.held);
    const aside = held.get(`gift_card ${key.split(" ")[1]}`) ?? 0n;
    if (big(card?.held) !== aside)
      tell.breach("INV-4", holder(key), `the card holds ${card?.held}, not ${aside}`);
  }
}

/** Each payout debited its amount once, and credited it once if it was not paid. */
async function payoutsAgree(stores: Stores, tell: Tell): Promise<void> {
  const fields = ["org_id", "account_id", "amount", "status"];
  for await (const piece of pieces(stores.rows("accounts", "payouts", {}, { fields }))) {
    tell.read("INV-8", piece.length);
    const ids = piece.map((row) => row._id);
    const tenants = piece.map((row) => row.org_id);
    const place = ["accounts", "balance_entries"] as const;
    const entries = await rowsBy(stores, place, "ref.id", ids, ["ref.kind", "amount", "account_id"], tenants);
    for (const payout of piece) {
      const { _id, account_id, amount, status } = payout;
      const own = (entries.get(_id) ?? []).filter((each) => each.ref.kind === "payout");
      const sum = own.reduce((all, each) => all + big(each.amount), 0n);
      const wanted = ["rejected", "cancelled", "reversed"].includes(status) ? 0n : -big(amount);
      if (sum !== wanted || own.some((each) => each.account_id !== account_id))
        tell.breach("INV-8", payout, `a ${status} payout of ${amount} took ${-sum} from the balance`);
    }
  }
}

export const balances: Walk = {
  checks: {
    "INV-4": "balance = Σ entries = −Σ postings; running sums; credit, cards and holds too",
    "INV-8": "no payout took more than was available, none took it twice",
    "INV-44": "store credit and gift cards are never below zero, nor below what is set aside of them",
  },
  async run(stores, tell) {
    const held = await heldNow(stores);
    await accountsAgree(stores, tell, held);
    await cardsAgree(stores, tell, held);
    await payoutsAgree(stores, tell);
  },
};

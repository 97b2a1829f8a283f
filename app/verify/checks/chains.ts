/** Journals in order, in one walk: each sums to zero (INV-1), none was changed (INV-2, LED-6), amounts are integers (INV-10). */
import { hash } from "node:crypto";
import { big, isWhole, named, type Tell, type Walk } from "../check.ts";
import type { Row, Stores } from "../stores.ts";

/** JSON with sorted members; undefined members are left out, and are null in a list. */
export function ordered(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) {
    let text = "";
    for (const each of value) text += text ? `,${ordered(each)}` : ordered(each);
    return `[${text}]`;
  }
  const object = value as Row;
  let text = "";
  for (const name of Object.keys(object).sort()) {
    if (object[name] === undefined) continue;
    text += `${text ? "," : ""}${nameOf(name)}:${ordered(object[name])}`;
  }
  return `{${text}}`;
}

/** Few names, which repeat in every row. */
const names = new Map<string, string>();
const MOST_NAMES = 10_000;
function nameOf(name: string): string {
  let text = names.get(name);
  if (text === undefined) {
    text = JSON.stringify(name);
    if (names.size < MOST_NAMES) names.set(name, text);
  }
  return text;
}

export const linked = (before: string, content: unknown): string =>
  hash("sha256", before + ordered(content), "hex");

type Head = { seq: number; hash: string };
type Link = { row: Row; content: unknown };

/** A chain is named "log:tenant" or "journal:tenant:currency". */
const tenantOf = (chain: string) => ({ org_id: chain.split(":")[1] });

/** Follows chains: each row must continue the one before it, and the last one must be the head. */
export function chainOf(check: string, tell: Tell) {
  const heads = new Map<string, Head>();
  return {
    follow(key: string, { row, content }: Link): void {
      const last = heads.get(key) ?? { seq: 0, hash: "" };
      if (row.seq !== last.seq + 1) tell.breach(check, row, `has seq ${row.seq} after ${last.seq} in ${key}`);
      if (row.prev_hash !== last.hash) tell.breach(check, row, `does not continue seq ${last.seq} of ${key}`);
      if (row.hash !== linked(row.prev_hash ?? "", content))
        tell.breach(check, row, "is not what was chained");
      heads.set(key, { seq: row.seq, hash: row.hash });
    },
    async compare(stores: Stores, service: string, prefix: string): Promise<void> {
      const found = new Set<string>();
      for await (const head of stores.rows(service, "_heads", { _id: { $regex: `^${prefix}:` } })) {
        tell.read(check);
        found.add(head._id);
        const last = heads.get(head._id);
        if (last?.seq !== head.seq || last?.hash !== head.hash)
          tell.breach(
            check,
            named(`${service} ${head._id}`, tenantOf(head._id)),
            `ends at ${last?.seq ?? 0}, its head says ${head.seq}`,
          );
      }
      for (const key of heads.keys())
        if (!found.has(key)) tell.breach(check, named(`${service} ${key}`, tenantOf(key)), "has no head");
    },
  };
}

function sumUp(journal: Row, balances: Map<string, bigint>, tell: Tell): void {
  let sum = 0n;
  for (const { ledger_account, amount } of journal.postings) {
    if (!isWhole(amount) || amount === 0)
      tell.breach("INV-10", journal, `posts ${amount} on ${ledger_account}`);
    sum += big(amount);
  }
  if (sum !== 0n) tell.breach("INV-1", journal, `its postings sum to ${sum}`);
  const books = `${journal.org_id} ${journal.currency}`;
  balances.set(books, (balances.get(books) ?? 0n) + sum);
}

export const journals: Walk = {
  checks: {
    "INV-1": "each journal and each trial balance sums to zero",
    "INV-2": "no journal was changed or removed: their hash chain holds (LED-6)",
  },
  async run(stores, tell) {
    const chain = chainOf("INV-2", tell);
    const balances = new Map<string, bigint>();
    for await (const journal of stores.rows("accounts", "journals", {}, { sort: { org_id: 1, seq: 1 } })) {
      tell.read("INV-1");
      tell.read("INV-2");
      tell.read("INV-10");
      sumUp(journal, balances, tell);
      if (!Number.isSafeInteger(journal.seq)) {
        tell.breach("INV-2", journal, "has no place in the chain");
        continue;
      }
      const { _id: id, seq: _seq, prev_hash: _prev, hash: _hash, ...rest } = journal;
      chain.follow(`journal:${journal.org_id}:${journal.currency}`, {
        row: journal,
        content: { id, ...rest },
      });
    }
    await chain.compare(stores, "accounts", "journal");
    for (const [books, sum] of balances)
      if (sum !== 0n)
        tell.breach(
          "INV-1",
          named(books, { org_id: books.split(" ")[0] }),
          `its trial balance is off by ${sum}`,
        );
  },
};

/** The hashed part of a log row: who did what to which rows when, or saw what (AUD-2), and the ids of its events. */
export const told = ({ _id: id, org_id, at, action, actor, request_id, changes, events, ...row }: Row) => ({
  ...{ id, org_id, at, action, actor, request_id, changes, reason: row.reason, access: row.access },
  events: events.map((each: Row) => each.id),
});

/** Reads only the ids of events: their data is not hashed, and is most of the row. */
const chained = [
  ...["org_id", "at", "action", "actor", "request_id", "changes", "reason", "access", "events.id"],
  ...["seq", "prev_hash", "hash"],
];

export const auditLogs: Walk = {
  checks: { "AUD-3": "no record of a command was changed or removed: their hash chains hold" },
  async run(stores, tell) {
    for (const service of stores.services) {
      const chain = chainOf("AUD-3", tell);
      const placed = { seq: { $exists: true } };
      const reading = { sort: { org_id: 1, seq: 1 }, fields: chained } as const;
      for await (const row of stores.rows(service, "_log", placed, reading)) {
        tell.read("AUD-3");
        chain.follow(`log:${row.org_id}`, { row, content: told(row) });
      }
      await chain.compare(stores, service, "log");
    }
  },
};

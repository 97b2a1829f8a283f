/** Places committed rows in order: `seq` without gaps and a hash chain per tenant (TIM-3, AUD-3, LED-6). */
import { sha256 } from "../ids.ts";
import { type Document, shownOf } from "../resource/model.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { FoundRow } from "../service/carried-log.ts";
import type { Database, Row } from "../service/database.ts";
import type { LogRow } from "../service/log.ts";
import { canonicalJson } from "./canonical.ts";

/** Rows of a resource with chains of their own, one per tenant and value of `per`. */
export type Chain = { resource: AnyResource; per: string };

type Head = { seq: number; hash: string };
/** The ends of the chains after this leader's last move. If another leader moved them, no update matches. */
export type Heads = Map<string, Head>;
const MOST_HEADS = 10_000;
type Placed = {
  collection: "log" | AnyResource;
  id: string;
  org_id: string;
  seq: number;
  prev_hash: string;
  hash: string;
};

const GENESIS = "";

/** The fields of a log row that the chain's hash covers: action, actor, changes, events and access. */
export const auditContent = (row: LogRow) => ({
  id: row._id,
  org_id: row.org_id,
  at: row.at,
  action: row.action,
  actor: row.actor,
  request_id: row.request_id,
  changes: row.changes,
  events: row.events.map((each) => each.id),
  reason: row.reason,
  ...(row.access ? { access: row.access } : {}),
});

/** The fields of a chained entity that its hash covers: all but its own place. */
export function chainedContent(entity: Record<string, unknown>): Record<string, unknown> {
  const { seq: _seq, prev_hash: _prev, hash: _hash, ...content } = entity;
  return content;
}

export const linkHash = (prev_hash: string, content: unknown): string =>
  sha256(prev_hash + canonicalJson(content));

export type Finding = (session: Session) => Promise<FoundRow[]>;

/**
 * Places the log rows that `find` reads, and the chained entities they created, in one transaction with that
 * read. Two leaders at once cannot both succeed: each update of a head requires the value read. Returns the
 * rows with their places.
 */
export async function placeBatch(
  db: Database,
  find: Finding,
  chains: readonly Chain[],
  known: Heads = new Map(),
): Promise<{ found: FoundRow[]; placed: LogRow[] }> {
  const session = await db.session();
  try {
    const { found, placed, moved } = await session.withTransaction(async () => {
      const found = await find(session);
      return { found, ...(await placeIn({ db, session, known, heads: new Map() }, found, chains)) };
    }, SNAPSHOT);
    if (known.size > MOST_HEADS) known.clear();
    for (const [key, { seq, hash }] of moved) known.set(key, { seq, hash });
    return { found, placed };
  } catch (error) {
    known.clear();
    throw error;
  } finally {
    await session.endSession();
  }
}

const SNAPSHOT = {
  readConcern: { level: "snapshot" },
  writeConcern: { w: "majority", journal: true },
} as const;

/** Heads as read, and as this transaction moves them. */
type Moving = Map<string, Head & { before: number }>;
type Placing = { db: Database; session: Session; known: Heads; heads: Moving };

async function placeIn(placing: Placing, rows: FoundRow[], chains: readonly Chain[]) {
  const { db, session, heads } = placing;
  const placed: Placed[] = [];
  if (rows.length === 0) return { placed: [], moved: heads };
  for (const row of rows)
    placed.push({
      collection: "log",
      id: row._id,
      org_id: row.org_id,
      ...(await link(placing, `log:${row.org_id}`, auditContent(row))),
    });
  for (const { resource, per } of chains)
    for (const entity of await createdIn(db, rows, resource, session)) {
      const key = `${resource.name}:${entity.org_id}:${entity[per]}`;
      const place = await link(placing, key, chainedContent(entity));
      const { id, org_id } = entity as { id: string; org_id: string };
      placed.push({ collection: resource, id, org_id, ...place });
    }
  await write(placing, { placed, moved: movedRows(rows, placed) }, chains);
  return { placed: rows.map((row, i) => ({ ...row, seq: placed[i]!.seq })), moved: heads };
}

/** Returns the next place of a chain and moves its head there. */
async function link(placing: Placing, key: string, content: unknown) {
  const last = await headOf(placing, key);
  const place = { seq: last.seq + 1, prev_hash: last.hash, hash: linkHash(last.hash, content) };
  last.seq = place.seq;
  last.hash = place.hash;
  return place;
}

async function headOf(
  { db, session, known, heads }: Placing,
  key: string,
): Promise<Head & { before: number }> {
  const there = heads.get(key);
  if (there) return there;
  const row = known.get(key) ?? ((await db.kernel.heads.findOne({ _id: key }, { session })) as Row | null);
  const head = { seq: row?.seq ?? 0, hash: row?.hash ?? GENESIS, before: row?.seq ?? 0 };
  heads.set(key, head);
  return head;
}

type Session = Awaited<ReturnType<Database["session"]>>;

/** The entities of a chained resource that these commands created, in the order of the commands. */
async function createdIn(db: Database, rows: LogRow[], resource: AnyResource, session: Session) {
  const ids = rows.flatMap((row) =>
    row.changes
      .filter((each) => each.kind === resource.name && each.verb === "created")
      .map((each) => each.id),
  );
  if (ids.length === 0) return [];
  const found = await db
    .model(resource)
    .find({ _id: { $in: ids } } as never, null, { session })
    .lean<Document[]>();
  const byId = new Map(found.map((each) => [each._id, each]));
  return ids.flatMap((id) => {
    const document = byId.get(id);
    return document ? [shownOf(resource, document) as Record<string, unknown>] : [];
  });
}

/** Rows that move from their documents to the log, with their places. */
const movedRows = (rows: readonly FoundRow[], places: readonly Placed[]): LogRow[] =>
  rows.flatMap(({ home, ...row }, i) => {
    const { seq, prev_hash, hash } = places[i]!;
    return home ? [{ ...row, seq, prev_hash, hash, pending: "publish" as const }] : [];
  });

type Places = { placed: readonly Placed[]; moved: readonly LogRow[] };

async function write(placing: Placing, { placed, moved }: Places, chains: readonly Chain[]): Promise<void> {
  const { db, session } = placing;
  const carried = new Set(moved.map((row) => row._id));
  const log = placed.filter((each) => each.collection === "log" && !carried.has(each.id));
  if (moved.length) await db.kernel.log.insertMany([...moved] as Row[], { session });
  if (log.length) await placeOwn(placing, log);
  for (const { resource } of chains) {
    const own = placed.filter((each) => each.collection === resource);
    if (own.length === 0) continue;
    await db.rows(resource).bulkWrite(
      own.map(({ id, org_id, seq, prev_hash, hash }) => ({
        updateOne: { filter: { _id: id as never, org_id }, update: { $set: { seq, prev_hash, hash } } },
      })),
      { session, ordered: false },
    );
  }
  await moveHeads(placing);
}

/** Places rows that are already in the log. */
async function placeOwn({ db, session }: Placing, log: readonly Placed[]): Promise<void> {
  const result = await db.kernel.log.bulkWrite(
    log.map(({ id, org_id, seq, prev_hash, hash }) => ({
      updateOne: {
        filter: { _id: id, org_id, pending: "sequence" },
        update: { $set: { seq, prev_hash, hash, pending: "publish" } },
      },
    })),
    { session, ordered: false },
  );
  if (result.matchedCount !== log.length) throw new Error("Another leader has placed these rows.");
}

async function moveHeads({ db, session, heads }: Placing): Promise<void> {
  const moved = await db.kernel.heads.bulkWrite(
    [...heads].map(([_id, { seq, hash, before }]) => ({
      updateOne: {
        filter: before === 0 ? { _id } : { _id, seq: before },
        update: { $set: { seq, hash } },
        upsert: before === 0,
      },
    })),
    { session, ordered: false },
  );
  if (moved.matchedCount + moved.upsertedCount !== heads.size)
    throw new Error("Another leader has moved a head.");
}

/**
 * The key of sealed values. The database contains a probe, sealed under the installation's key: a process
 * with another key stops before it reads or writes anything. Re-sealing everything under a new key is here
 * too.
 */
import type mongoose from "mongoose";
import type { FieldTable } from "../fields/index.ts";
import type { AnyResource } from "../resource/resource.ts";
import { type Cipher, cipherOf, opened } from "./cipher.ts";

type Client = mongoose.mongo.MongoClient;
type Row = { _id: string; [field: string]: unknown };

/** A field with sealed values, and the rows of its collection that have one. */
type Place = { service: string; collection: string; field: string; filter: Record<string, unknown> };

/** `next` is set while everything is being re-sealed under a new key. */
type Probe = Row & { sealed: string; next?: string };

/**
 * `opens`: the key is correct. `wrong`: it is not. `changing`: values under two keys exist side by side.
 * `new`: nothing is sealed yet; `data` says whether a database exists all the same.
 */
export type KeyState = { kind: "opens" | "wrong" | "changing" } | { kind: "new"; data: boolean };

type SealingService = { name: string; resources: readonly AnyResource[] };

export type Sealing = {
  client: Client;
  namespace: string;
  /** Services and their resources, asked for only where stored values are looked at. */
  services(): Promise<readonly SealingService[]>;
};

const PROBE = "backroom";
const PROBE_ID = "sealed";

function placesOf(services: readonly SealingService[]): Place[] {
  return services.flatMap(({ name: service, resources }) => [
    { service, collection: "_answers", field: "answer", filter: {} },
    ...resources.flatMap(({ fields, plural }) =>
      Object.entries(fields as FieldTable)
        .filter(([, { facets }]) => facets.sealed)
        .map(([field]) => ({ service, collection: plural, field, filter: { [field]: { $type: "string" } } })),
    ),
  ]);
}

const rowsAt = ({ client, namespace }: Sealing, { service, collection }: Place) =>
  client.db(`${namespace}_${service}`).collection<Row>(collection);

/** The probe is in the database of the service that owns organizations, as there is only one. */
const probesOf = ({ client, namespace }: Sealing) =>
  client.db(`${namespace}_accounts`).collection<Probe>("_heads");

/** For data without a probe: whether the first value of each place can be opened. */
async function opensStored(sealing: Sealing, cipher: Cipher): Promise<boolean> {
  for (const place of placesOf(await sealing.services())) {
    const row = await rowsAt(sealing, place).findOne(place.filter);
    if (row && opened(cipher, String(row[place.field])) === null) return false;
  }
  return true;
}

async function hasData({ client, namespace }: Sealing): Promise<boolean> {
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  return databases.some(({ name }) => name.startsWith(`${namespace}_`));
}

/** Whether a key fits the stored data. Without a key only `new` and `wrong` can be told apart. */
export async function stateOfKey(sealing: Sealing, key: string | undefined): Promise<KeyState> {
  const probe = await probesOf(sealing).findOne({ _id: PROBE_ID });
  if (probe?.next !== undefined) return { kind: "changing" };
  const cipher = key === undefined ? null : cipherOf(key);
  if (probe) return { kind: cipher && opened(cipher, probe.sealed) === PROBE ? "opens" : "wrong" };
  if (cipher && !(await opensStored(sealing, cipher))) return { kind: "wrong" };
  return { kind: "new", data: await hasData(sealing) };
}

/** Makes this the key from now on; false when another process was first, with another one. */
export async function beginWith(sealing: Sealing, key: string): Promise<boolean> {
  const cipher = cipherOf(key);
  const row = await probesOf(sealing).findOneAndUpdate(
    { _id: PROBE_ID },
    { $setOnInsert: { sealed: cipher.seal(PROBE) } },
    { upsert: true, returnDocument: "after", writeConcern: { w: "majority", journal: true } },
  );
  return row !== null && opened(cipher, row.sealed) === PROBE;
}

/** Whether a process works on the data now, as a lease shows. */
export async function isAtWork({ client, namespace, services }: Sealing): Promise<boolean> {
  const { localTime } = await client.db().admin().command({ hello: 1 });
  for (const { name } of await services()) {
    const leases = client.db(`${namespace}_${name}`).collection<Row>("_leases");
    if (await leases.findOne({ until: { $gt: localTime } })) return true;
  }
  return false;
}

/** Re-seals the values of one place with the cipher `after`, and counts them. */
async function resealPlace(
  sealing: Sealing,
  place: Place,
  { before, after }: { before: Cipher; after: Cipher },
  done: { values: number; unreadable: number },
): Promise<void> {
  const rows = rowsAt(sealing, place);
  for await (const { _id, [place.field]: value } of rows.find(place.filter).sort({ _id: 1 })) {
    if (opened(after, String(value)) !== null) continue;
    const text = opened(before, String(value));
    if (text === null) done.unreadable += 1;
    else {
      // Skip values that changed meanwhile. Version and history stay, because the value is the same under
      // either key.
      await rows.updateOne({ _id, [place.field]: value }, { $set: { [place.field]: after.seal(text) } });
      done.values += 1;
    }
  }
}

export type Resealed =
  | { refused: "at_work" | "wrong_old" | "wrong_new" }
  | { refused: null; values: number; unreadable: number };

/**
 * Re-seals every sealed value under a new key. Values already under it stay, so that an interrupted run can
 * be repeated; until a run completes, the probe says so and no process starts. A value that neither key opens
 * stays unchanged and is counted.
 */
export async function reseal(sealing: Sealing, old_key: string, new_key: string): Promise<Resealed> {
  const [before, after] = [cipherOf(old_key), cipherOf(new_key)];
  const probes = probesOf(sealing);
  const probe = await probes.findOne({ _id: PROBE_ID });
  if (probe && opened(after, probe.sealed) === PROBE) return { refused: null, values: 0, unreadable: 0 };
  if (!probe || opened(before, probe.sealed) !== PROBE) return { refused: "wrong_old" };
  if (probe.next !== undefined && opened(after, probe.next) !== PROBE) return { refused: "wrong_new" };
  if (await isAtWork(sealing)) return { refused: "at_work" };
  const next = after.seal(PROBE);
  const writeConcern = { w: "majority", journal: true } as const;
  await probes.updateOne({ _id: PROBE_ID }, { $set: { next } }, { writeConcern });
  const done = { values: 0, unreadable: 0 };
  for (const place of placesOf(await sealing.services()))
    await resealPlace(sealing, place, { before, after }, done);
  await probes.updateOne(
    { _id: PROBE_ID },
    { $set: { sealed: next }, $unset: { next: 1 } },
    { writeConcern },
  );
  return { refused: null, ...done };
}

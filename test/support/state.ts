/** The stored data of a tenant, normalized so that two tenants with the same history are equal. */
import mongoose from "mongoose";
import type { Json } from "./backroom.ts";

type Place = { mongo_url: string; namespace: string };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
/** Fields that differ between such tenants: the owner, and places and running sums that depend on the order of effects. */
const left = {
  collections: new Set(["organizations", "members", "users", "api_keys"]),
  fields: new Set([
    ...["_id", "seq", "hash", "prev_hash", "balance_after", "attempts", "secret", "url"],
    // How a row came to be, and log rows on their way.
    ...["_silent", "_barred", "_log", "_log_id", "_log_ts"],
  ]),
};

const services = ["accounts", "catalog", "contracts", "inventory", "platform", "sales"];

async function rowsOf({ mongo_url, namespace }: Place, org_id: string): Promise<Map<string, Json[]>> {
  const found = new Map<string, Json[]>();
  const connection = await mongoose.createConnection(mongo_url).asPromise();
  try {
    for (const service of services) {
      const db = connection.getClient().db(`${namespace}_${service}`);
      for (const { name } of await db.listCollections().toArray()) {
        if (name.startsWith("_") || left.collections.has(name)) continue;
        found.set(`${service}.${name}`, await db.collection(name).find({ org_id }).toArray());
      }
    }
  } finally {
    await connection.close();
  }
  return found;
}

/** Replaces ids by the names of their rows, and other ids by a constant. */
function namesOf(rows: Map<string, Json[]>): (id: string) => string {
  const names = new Map<string, string>();
  for (const [collection, all] of rows)
    for (const { _id, title, first_name, name, number } of all) {
      const word = title ?? first_name ?? name ?? number;
      if (word) names.set(String(_id), `<${collection} ${word}>`);
    }
  return (id) => names.get(id) ?? "<id>";
}

function told(value: Json, name: (id: string) => string): Json {
  if (typeof value === "string") {
    if (value.startsWith("{")) return told(JSON.parse(value), name);
    return value.replace(UUID, name).replace(INSTANT, "<instant>");
  }
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return "<instant>";
  if (Array.isArray(value)) return value.map((each) => told(each, name));
  const kept = Object.entries(value).filter(([field]) => !left.fields.has(field));
  return Object.fromEntries(kept.map(([field, each]) => [told(field, name), told(each, name)]));
}

/** Collection → its rows as text, sorted. */
export async function stateOf(place: Place, org_id: string): Promise<Record<string, string[]>> {
  const rows = await rowsOf(place, org_id);
  const name = namesOf(rows);
  const all = [...rows].map(([collection, each]) => [
    collection,
    each.map((row) => JSON.stringify(told(row, name))).sort(),
  ]);
  return Object.fromEntries(all.filter(([, each]) => each!.length > 0));
}

/** Rows that one tenant has more often than the other. */
export function unlike(one: Record<string, string[]>, other: Record<string, string[]>): string[] {
  const counts = new Map<string, number>();
  const count = (state: Record<string, string[]>, by: number) => {
    for (const [collection, rows] of Object.entries(state))
      for (const row of rows) {
        const line = `${collection} ${row}`;
        counts.set(line, (counts.get(line) ?? 0) + by);
      }
  };
  count(one, 1);
  count(other, -1);
  return [...counts].filter(([, times]) => times !== 0).map(([line, times]) => `${times} × ${line}`);
}

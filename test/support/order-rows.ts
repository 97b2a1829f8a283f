/** Very many orders of customers, copied from one straight in the database. */
import mongoose from "mongoose";
import { newId } from "../../shared/ids.ts";
import type { Json } from "./backroom.ts";

const CHUNK = 5000;
const STEP_MS = 60_000;
const BEGIN = Date.UTC(2026, 0, 1);

type Place = { mongo_url: string; namespace: string };
export type Placed = { customers: readonly string[]; channels: readonly string[] };

/** The `i`-th copy: one of a hundred is deleted; customers, channels and states are distributed by primes. */
function copyOf(order: Json, i: number, { customers, channels }: Placed): Json {
  const created_at = new Date(BEGIN + i * STEP_MS).toISOString();
  const number = `COPY-${String(i).padStart(7, "0")}`;
  return {
    ...order,
    ...{ _id: newId(), number, words: ["copy", number.slice(5)], created_at, updated_at: created_at },
    ...{ customer_id: customers[i % customers.length], channel_id: channels[(i * 7) % channels.length] },
    state: i % 3 ? "entered" : "received",
    grand_gross: 10_000 * (1 + ((i * 13) % 5000)),
    deleted_at: i % 100 === 99 ? created_at : null,
  };
}

/** Replaces all orders by `count` copies of this one. */
export async function manyOrders(
  { mongo_url, namespace }: Place,
  id: string,
  count: number,
): Promise<Placed> {
  const connection = await mongoose.createConnection(mongo_url, { dbName: `${namespace}_sales` }).asPromise();
  try {
    const orders = connection.collection<Json>("customer_orders");
    const order = await orders.findOne({ _id: id as never });
    const placed = {
      customers: Array.from({ length: 40 }, newId),
      channels: Array.from({ length: 3 }, newId),
    };
    await orders.deleteMany({ _id: { $ne: id as never } });
    for (let from = 0; from < count; from += CHUNK) {
      const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) =>
        copyOf(order!, from + i, placed),
      );
      await orders.insertMany(rows as never, { ordered: false });
    }
    return placed;
  } finally {
    await connection.close();
  }
}

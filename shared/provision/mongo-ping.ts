/** Whether MongoDB answers, for readiness: checked on a connection of its own, at most once a second. */
import mongoose from "mongoose";

const LIMIT_MS = 1000;
const REMEMBERED_MS = 1000;

export type MongoPing = { answers(): Promise<boolean>; close(): Promise<void> };

export function mongoPing(mongo_url: string): MongoPing {
  const client = new mongoose.mongo.MongoClient(mongo_url, {
    maxPoolSize: 1,
    serverSelectionTimeoutMS: LIMIT_MS,
    connectTimeoutMS: LIMIT_MS,
    socketTimeoutMS: LIMIT_MS,
  });
  let until = 0;
  let last: Promise<boolean> = Promise.resolve(false);
  const ask = async (): Promise<boolean> => {
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(late.resolve, LIMIT_MS, false);
    const pong = client
      .db("admin")
      .command({ ping: 1 })
      .then(
        () => true,
        () => false,
      );
    return Promise.race([pong, late.promise]).finally(() => clearTimeout(timer));
  };
  return {
    answers() {
      if (performance.now() >= until) {
        until = performance.now() + LIMIT_MS + REMEMBERED_MS;
        last = ask().finally(() => {
          until = performance.now() + REMEMBERED_MS;
        });
      }
      return last;
    },
    close: () => client.close(),
  };
}

/** A tiny service for tests of the kernel: pieces of stock, packed and shipped, on the run's mongod. */
import { randomUUID } from "node:crypto";
import { ServiceBroker } from "moleculer";
import mongoose from "mongoose";
import { fail } from "../../shared/errors.ts";
import type { Carrier, Subscription } from "../../shared/events/carrier.ts";
import { reaction } from "../../shared/events/consumer.ts";
import { type Envelope, event } from "../../shared/events/event.ts";
import { inProcessCarrier } from "../../shared/events/in-process.ts";
import { choice, count, flag, id, json, list, money, ref, text } from "../../shared/fields/index.ts";
import type { Headers, Meta } from "../../shared/meta.ts";
import type { ListQuery, Page } from "../../shared/page.ts";
import { type Entity, resource } from "../../shared/resource/resource.ts";
import { type Saga, type StepContext, saga } from "../../shared/saga/saga.ts";
import { defineService, type ServiceDefinition, serviceSchema } from "../../shared/service/define-service.ts";
import { hosting } from "../../shared/service/host.ts";
import type { Migration } from "../../shared/service/migrations.ts";
import { command, entityOf, flow, listOf, operation, shapeOf } from "../../shared/service/operation.ts";
import type { ActionRef, InputOf, OutputOf } from "../../shared/service/reference.ts";
import { until } from "../support/backroom.ts";
import { logRows } from "../support/command-log.ts";
import { TEST_KEY } from "../support/key.ts";
import { dropDatabases } from "../support/namespaces.ts";

export { until };

export const piece = resource({
  service: "stock",
  name: "piece",
  plural: "pieces",
  fields: {
    sku: text({ max: 40, filter: ["eq"] }),
    name: text({ max: 100, sort: true, filter: ["eq"] }),
    slug: text({ readonly: true, max: 110 }),
    price: money({ optional: true, sort: true, filter: ["eq", "gt", "gte", "lt", "lte"] }),
    status: choice(["free", "held", "sold"], { default: "free", filter: ["eq"] }),
    fragile: flag({ default: false, filter: ["eq"] }),
    tags: list(text({ max: 20 }), { default: [], filter: ["eq"] }),
    box_id: ref("stock.box", { optional: true, filter: ["eq"] }),
    units: count({ default: 0 }),
    memo: text({ optional: true, private: true }),
    metadata: json({ optional: true }),
    key: text({ optional: true, hidden: true }),
  },
  unique: [["sku"], ["slug"]],
  search: ["name", "tags"],
  slug_from: "name",
  verbs: ["list", "get", "create", "update", "remove", "restore"],
});
export type Piece = Entity<typeof piece>;

export const box = resource({
  service: "stock",
  name: "box",
  plural: "boxes",
  fields: {
    name: text(),
    number: count({ readonly: true, optional: true }),
    system: flag({ default: false }),
  },
  verbs: ["list", "get", "create", "update", "remove", "restore"],
  hardDelete: true,
  shared: true,
});

export const packed = event({
  type: "piece.packed",
  service: "stock",
  about: "A piece was packed.",
  data: { units: count() },
  schema_version: 3,
});

const pieceIn = { id: id() };

/** Adds a unit; afterwards it refuses, breaks or waits as asked. */
export const pack = operation({
  name: "stock.piece.pack",
  about: "Adds a unit to a piece.",
  input: {
    ...pieceIn,
    and_then: choice(["refuse", "break", "conflict"], { optional: true }),
    reason: text({ optional: true }),
  },
  output: entityOf(piece),
});

/** Holds a piece that is free: decided by one conditional write. */
export const hold = operation({
  name: "stock.piece.hold",
  about: "Holds a free piece.",
  input: pieceIn,
  output: entityOf(piece),
});

/** A human number and nothing else. */
export const nextNumber = operation({
  name: "stock.box.number",
  about: "Makes a numbered box.",
  input: { name: text() },
  output: shapeOf({ number: count() }),
});

/** Answers nothing. */
export const touch = operation({
  name: "stock.piece.touch",
  about: "Writes silently.",
  input: pieceIn,
  output: shapeOf({}),
});

/** One conditional write of something private. */
export const keep = operation({
  name: "stock.piece.keep",
  about: "Keeps a memo.",
  input: { ...pieceIn, memo: text() },
  output: entityOf(piece),
});

/** Several rows at once, with an event each or without any. */
export const relabel = operation({
  name: "stock.piece.relabel",
  about: "Names several pieces.",
  input: { ids: list(id()), memo: text(), silent: flag({ default: false }) },
  output: listOf(entityOf(piece)),
});

export const handlers = [
  command(relabel, async (tx, { ids, memo, silent }) => {
    const found = await tx.find(piece, { _id: { $in: ids } }, { sort: { _id: 1 } });
    return tx.saveMany(
      piece,
      found.map((before) => ({
        before,
        changes: { name: memo, memo },
        ...(silent ? { emit: "none" as const } : {}),
      })),
    );
  }),
  command(keep, async (tx, { id: piece_id, memo }) => {
    return (await tx.update(piece, { _id: piece_id }, { $set: { memo, "metadata.a": memo } })) as Piece;
  }),
  command(pack, async (tx, { id: piece_id, and_then, reason }) => {
    const before = await tx.target(piece, piece_id);
    const after = await tx.save(
      piece,
      before,
      { units: before.units + 1 },
      {
        emit: (now: Piece) => ({
          event: packed,
          data: { units: now.units },
        }),
      },
    );
    tx.reason(reason);
    if (and_then === "refuse") throw fail("invalid_transition", "It cannot be packed.", { from: "a" });
    if (and_then === "break") throw new TypeError("password=hunter2");
    return after;
  }),
  command(hold, async (tx, { id: piece_id }) => {
    const held = await tx.update(piece, { _id: piece_id, status: "free" }, { $set: { status: "held" } });
    if (!held) throw fail("locked", "It is not free.");
    return held;
  }),
  command(nextNumber, async (tx, { name }) => {
    const number = await tx.number("box");
    await tx.insert(box, { name, number });
    return { number };
  }),
  command(touch, async (tx, { id: piece_id }) => {
    await tx.updateMany(piece, [{ id: piece_id, update: { $set: { fragile: true } } }]);
    return undefined as never;
  }),
];

/** What the reaction does is the test's to say. */
export type Effects = { onPacked: (event: Envelope) => void };

/** Counts packed units in a box of its own, one per piece. */
export const countPacked = (effects: Effects) =>
  reaction("count-packed", packed, async (tx, event) => {
    const found = await tx.findOne(box, { name: event.aggregate.id });
    if (found) await tx.save(box, found, { number: (found.number ?? 0) + 1 });
    else await tx.insert(box, { name: event.aggregate.id, number: 1 });
    effects.onPacked(event as unknown as Envelope);
  });

/** Ships a piece: reserve, pay, label, then the piece is sold, then two things side by side. */
export type Shipping = { id: string; receipt?: string; version?: number };
export type Play = {
  /** Called for each step and undo by its name, such as "pay" or "undo pay". */
  at: (step: string, data: Shipping, saga_id: string) => Promise<unknown>;
};

export const ship = operation({
  name: "stock.piece.ship",
  about: "Ships a piece.",
  input: pieceIn,
  output: shapeOf({ version: count({ optional: true }), receipt: text({ optional: true }) }),
});

/** The same, tried before it is begun, and about nothing but its request. */
export const shipTried = operation({
  name: "stock.piece.ship_tried",
  about: "Tries, then ships.",
  input: pieceIn,
  output: ship.output,
});

export function shippingWith(play: Play, more: Partial<Saga<Shipping>> = {}) {
  const step = (name: string) => ({
    name,
    run: async ({ saga_id }: StepContext, data: Shipping) => {
      await play.at(name, data, saga_id);
      return name === "pay" ? { receipt: `receipt of ${data.id}` } : undefined;
    },
    undo: async ({ saga_id }: StepContext, data: Shipping) => {
      await play.at(`undo ${name}`, data, saga_id);
    },
  });
  const shipping = saga<Shipping>({
    name: "shipping",
    before: [step("reserve"), step("pay"), step("label")],
    async pivot(tx, data, saga_id) {
      await play.at("pivot", data, saga_id);
      const before = await tx.load(piece, data.id);
      if (before.status !== "free") throw fail("locked", "It is not free.");
      const { version } = await tx.save(piece, before, { status: "sold" });
      return { version };
    },
    after: [step("send"), step("tell")],
    ...more,
  });
  const answer = ({ version, receipt }: Shipping) => ({ version, receipt }) as never;
  const handler = flow(ship, async ({ runSaga, meta, headers }, { id: piece_id }) =>
    answer(
      await runSaga(shipping, {
        subject: `piece:${piece_id}`,
        data: { id: piece_id },
        meta,
        headers,
        answer,
      }),
    ),
  );
  const tried = flow(shipTried, async ({ runSaga, meta, headers }, { id: piece_id }) => {
    const data = { id: piece_id };
    await play.at("try", data, "");
    return answer(await runSaga(shipping, { data, meta, headers, answer }));
  });
  return stockWith({ handlers: [...handlers, handler, tried], sagas: [shipping] });
}

export const stockWith = (more: Partial<ServiceDefinition> = {}): ServiceDefinition =>
  defineService({ name: "stock", resources: [piece, box], handlers, ...more });

/** Counts in each piece how often a batch with it was written; `first` comes before the write. */
export const migrating = (first: () => Promise<void> = async () => undefined): Migration => ({
  id: "0001-count-passes",
  about: "Counts how often each piece is passed.",
  up: ({ batches }) =>
    batches(piece, async (all, rows) => {
      await first();
      await all.updateMany({ _id: { $in: rows.map(({ _id }) => _id) } }, { $inc: { units: 1 } });
    }),
});

export const orgOf = (org_id: string): Meta => ({
  org: { id: org_id, slug: "shop", mode: "live", currency: "EUR", timezone: "Europe/Berlin" },
  actor: { kind: "user", id: "user-1" },
  scopes: ["*"],
  request_id: "request-1",
  ip: "192.0.2.1",
  user_agent: "test",
});

export type Copy = {
  call<R extends ActionRef<never, unknown>>(
    ref: R,
    input: InputOf<R>,
    options?: { meta?: Meta; headers?: Headers },
  ): Promise<OutputOf<R>>;
  /** An action by its name. */
  ask<T>(name: string, input: object, meta?: Meta): Promise<T>;
  stop(): Promise<void>;
};

/** A carrier that does nothing by itself: what is published and subscribed is the test's to move. */
export type Held = Carrier & { subscriptions: Subscription[]; published: Envelope[]; refuse: boolean };

export function heldCarrier(): Held {
  const wakes: ((carrying: readonly string[]) => void)[] = [];
  const held: Held = {
    subscriptions: [],
    published: [],
    refuse: false,
    async publish(_service, events) {
      if (held.refuse) throw new Error("no carrier");
      held.published.push(...events);
    },
    async subscribe(subscription) {
      held.subscriptions.push(subscription);
    },
    async provide() {},
    lag: async () => ({}),
    nudge(_service, carrying) {
      for (const wake of wakes) wake(carrying);
    },
    nudged(_service, wake) {
      wakes.push(wake);
    },
    healthy: () => true,
    async drain() {},
  };
  return held;
}

export type Stock = {
  org: string;
  namespace: string;
  meta: Meta;
  carrier: Carrier;
  /** Work that failed in the background. */
  failures: unknown[];
  /** Another copy of the service on the same database. */
  copy(definition?: ServiceDefinition): Promise<Copy>;
  /** The first copy. */
  one: Copy;
  rows<T = Record<string, unknown>>(collection: string, filter?: object): Promise<T[]>;
  database: mongoose.Connection;
  stop(): Promise<void>;
};

/** Starts the service; every test file has a database of its own. */
export async function startStock(
  definition: ServiceDefinition = stockWith(),
  carrier: Carrier = inProcessCarrier(),
  mongo_url = process.env.TEST_MONGO_URL!,
): Promise<Stock> {
  const namespace = `k${randomUUID().slice(0, 8)}`;
  const org = randomUUID();
  const failures: unknown[] = [];
  const copies: Copy[] = [];
  const remember = (data: object) => failures.push((data as { err?: unknown }).err);
  const log = { info: () => undefined, warn: remember, error: remember };

  async function copy(own: ServiceDefinition = definition): Promise<Copy> {
    const host = { mongo_url, namespace, carrier, log, pool_size: 20, secret_key: TEST_KEY };
    const options = { logger: false, validator: false, requestTimeout: 0, middlewares: [hosting(host)] };
    const broker = new ServiceBroker(options as never);
    broker.createService(serviceSchema(own));
    await broker.start();
    const made: Copy = {
      call: (ref, input, { meta = orgOf(org), headers = {} } = {}) =>
        broker.call(ref.name, input as never, { meta: { ...meta }, headers } as never) as never,
      ask: (name, input, meta = orgOf(org)) =>
        broker.call(name, input as never, { meta: { ...meta } }) as never,
      async stop() {
        const at = copies.indexOf(made);
        if (at < 0) return;
        copies.splice(at, 1);
        await broker.stop();
      },
    };
    copies.push(made);
    return made;
  }

  const one = await copy();
  const database = await mongoose.createConnection(mongo_url, { dbName: `${namespace}_stock` }).asPromise();
  return {
    org,
    namespace,
    meta: orgOf(org),
    carrier,
    failures,
    copy,
    one,
    database,
    rows: (collection, filter = {}) =>
      (collection === "_log"
        ? logRows(database, filter)
        : database.collection(collection).find(filter).toArray()) as never,
    async stop() {
      await carrier.drain();
      for (const each of [...copies]) await each.stop();
      await database.close();
      await dropDatabases(mongo_url, namespace);
    },
  };
}

let made = 0;
/** A piece with a SKU of its own. */
export const aPiece = (values: object = {}) => {
  made += 1;
  return { sku: `sku-${made}`, name: `Piece ${made}`, ...values };
};

/** Every row of a list, page by page. */
export async function walk(
  copy: Copy,
  query: ListQuery,
  between: () => Promise<unknown> = async () => undefined,
  meta?: Meta,
): Promise<Piece[]> {
  const all: Piece[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: Page<Piece> = await copy.call(
      piece.actions.list,
      { ...query, ...(cursor ? { cursor } : {}) },
      meta ? { meta } : {},
    );
    all.push(...page.data);
    if (!page.next_cursor) return all;
    cursor = page.next_cursor;
    await between();
  }
}

/** The parts of a service, as data. */
import type { Chain } from "../events/chain.ts";
import type { Reaction } from "../events/consumer.ts";
import type { Lease } from "../events/lease.ts";
import type { FieldTable } from "../fields/index.ts";
import type { Meta } from "../meta.ts";
import { withoutHidden } from "../resource/model.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { AnySaga } from "../saga/runner.ts";
import type { Cipher } from "./cipher.ts";
import type { Database } from "./database.ts";
import type { Global } from "./global.ts";
import type { Migration } from "./migrations.ts";
import type { Handler } from "./operation.ts";
import type { Reader } from "./reader.ts";
import type { Call } from "./reference.ts";
import type { ServiceSettings } from "./settings.ts";

/** Work that one copy of the service repeats at an interval. */
export type Schedule = {
  name: string;
  every_ms: number;
  run(global: Global, callFor: (meta: Meta) => Call): Promise<void>;
};

/** A worker's tools; `lease` is its own, and one copy of the service holds it. */
export type WorkerContext = {
  global: Global;
  callFor: (meta: Meta) => Call;
  lease: Lease;
  cipher: Cipher;
  settings: ServiceSettings;
  report(error: unknown): void;
};

/** Work that runs as long as the service, and ends by itself before the database closes. */
export type Worker = {
  name: string;
  start(place: WorkerContext): { stop(): Promise<void> };
};

/** Turns a resource's rows, read with their hidden fields, into the form that every standard verb returns. */
export type View = {
  resource: AnyResource;
  show(reader: Reader, rows: readonly Entity<AnyResource>[], call?: Call): Promise<Entity<AnyResource>[]>;
};

/** A resource with derived or sealed fields has one view, which all its verbs share. */
export const viewOf = <T extends FieldTable>(
  resource: Resource<T>,
  /** Reads have calls to other services; a transaction has none. */
  show: (reader: Reader, rows: Entity<Resource<T>>[], call?: Call) => Promise<Entity<Resource<T>>[]>,
): View => ({
  resource,
  show: async (reader, rows, call) =>
    (await show(reader, [...rows] as Entity<Resource<T>>[], call)).map((row) => withoutHidden(resource, row)),
});

export type ServiceDefinition = {
  name: string;
  resources: readonly AnyResource[];
  views?: readonly View[];
  handlers: readonly Handler[];
  reactions?: readonly Reaction[];
  sagas?: readonly AnySaga[];
  schedules?: readonly Schedule[];
  workers?: readonly Worker[];
  chains?: readonly Chain[];
  /** Changes of stored rows, in their order; one that was released stays. */
  migrations?: readonly Migration[];
  /** Creates rows that every tenant sees, at start. */
  seed?: (db: Database) => Promise<void>;
};

/** State that a service's actions share while it runs. */
import type { Carrier } from "../events/carrier.ts";
import type { Headers, Meta } from "../meta.ts";
import type { SagaRunner } from "../saga/runner.ts";
import type { Database } from "./database.ts";
import type { Call } from "./reference.ts";
import type { ServiceSettings } from "./settings.ts";
import type { Transact } from "./transact.ts";
import type { Tx } from "./tx.ts";
import type { Committed } from "./unit.ts";

export type Log = {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
};

/** A process's resources for the services it hosts. */
export type Host = {
  mongo_url: string;
  /** Prefix of databases, streams and subjects. */
  namespace: string;
  carrier: Carrier;
  log: Log;
  /** Connections of each service to MongoDB. */
  pool_size?: number;
  /** false: only answers calls. No relay, reactions or sweeper: for one command beside a running system. */
  background?: boolean;
  /** Encrypts values that are stored encrypted. */
  secret_key: string;
  settings?: ServiceSettings;
  /** Throws the callers' error while writing is impossible. */
  mayWrite?: (() => void) | undefined;
};

export type Runtime = {
  service: string;
  log: Log;
  db: Database;
  transact: Transact;
  /** Tells the relay about other writes. */
  committed: Committed;
  /** Runs one command once per idempotency key: prepares its data, then runs its transaction. */
  execute<T, P>(
    meta: Meta,
    headers: Headers,
    action: string,
    steps: { prepare: () => Promise<P>; run: (tx: Tx, prepared: P) => Promise<T> },
  ): Promise<T>;
  callFor(meta: Meta): Call;
  sagas: Pick<SagaRunner, "run" | "hasRun">;
};

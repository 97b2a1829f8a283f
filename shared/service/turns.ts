/**
 * Turns of transactions at contended resources. A hundred transactions that all retry at once would undo each
 * other's work for seconds. So at most a few runs of one command of a tenant are in progress at any time, and
 * a run that lost a write conflict queues behind the tenant's other losers on the same resource. While there
 * is such a queue, further runs of the command join it before they begin: they would lose too, or make the
 * run lose whose turn it is. Turns belong to this process; conflicts with another copy of the service are
 * resolved by retries.
 */

/** The most runs of one command of a tenant in progress; further ones wait. */
const MAX_BEGUN = 8;
/** How long after its last queue a command still joins the queue before it begins. */
const CONTENDED_MS = 1000;
/** Beyond this number contended commands are forgotten. */
const MAX_CONTENDED = 10_000;

export type Turns = {
  /** Runs the work when its turn has come. `command` includes the tenant. */
  run<T>(command: string, work: (turn: Turn) => Promise<T>): Promise<T>;
};

export type Turn = {
  /** Whether it waited for its turn at a resource, so that no other run that waited there is in progress. */
  held(): boolean;
  /** Waits for its turn at the resource of a conflict, unless it has one. Resources include the tenant. */
  at(resource: string): Promise<void>;
};

type Leave = () => void;
type Contended = { resource: string; until_ms: number };
type Begun = { count: number; waiting: Leave[] };

type State = {
  /** By command. */
  begun: Map<string, Begun>;
  /** The last of each queue, by resource. */
  last: Map<string, Promise<void>>;
  /** Commands that met a queue. */
  contended: Map<string, Contended>;
};

export function turns(): Turns {
  const state: State = { begun: new Map(), last: new Map(), contended: new Map() };
  return {
    async run(command, work) {
      await begin(state, command);
      let leave: Leave | undefined;
      const at = async (resource: string) => {
        leave ??= await enter(state, command, resource);
      };
      try {
        const resource = contendedBy(state, command);
        if (resource) await at(resource);
        return await work({ held: () => leave !== undefined, at });
      } finally {
        leave?.();
        end(state, command);
      }
    },
  };
}

async function begin({ begun }: State, command: string): Promise<void> {
  const runs = begun.get(command) ?? { count: 0, waiting: [] };
  begun.set(command, runs);
  if (runs.count >= MAX_BEGUN) await new Promise<void>((resolve) => runs.waiting.push(resolve));
  else runs.count += 1;
}

/** Passes the place of a finished run to the next one waiting. */
function end({ begun }: State, command: string): void {
  const runs = begun.get(command)!;
  const next = runs.waiting.shift();
  if (next) next();
  else runs.count -= 1;
  if (runs.count === 0) begun.delete(command);
}

async function enter({ last, contended }: State, command: string, resource: string): Promise<Leave> {
  const before = last.get(resource);
  if (before) {
    if (contended.size >= MAX_CONTENDED) contended.clear();
    contended.set(command, { resource, until_ms: performance.now() + CONTENDED_MS });
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  last.set(resource, promise);
  await before;
  return () => {
    if (last.get(resource) === promise) last.delete(resource);
    resolve();
  };
}

/** The resource at which the command met a queue a moment ago. */
function contendedBy({ last, contended }: State, command: string): string | null {
  const found = contended.get(command);
  if (!found) return null;
  if (last.has(found.resource) || found.until_ms > performance.now()) return found.resource;
  contended.delete(command);
  return null;
}

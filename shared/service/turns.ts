/**
 * Turns of transactions at what is contended. A hundred transactions that all try again at once would undo each other's work
 * for seconds. So only a few runs of one command of a tenant have begun at any time, one that lost a write conflict queues behind
 * the others of its tenant that lost one on the same resource, and while there is such a queue, further runs of the command join
 * it before they begin: they would lose too, or make one lose whose turn it is. Turns are of this process; another copy of the
 * service is met by trying again.
 */

/** Runs of one command of a tenant that have begun and not ended; further ones wait. */
const MAX_BEGUN = 8;
/** How long a command joins the queue before it begins, after it last met one. */
const CONTENDED_MS = 1000;
/** Contended commands are forgotten beyond this number. */
const MAX_CONTENDED = 10_000;

export type Turns = {
  /** Runs the work when its turn has come. `command` names the tenant too. */
  run<T>(command: string, work: (turn: Turn) => Promise<T>): Promise<T>;
};

export type Turn = {
  /** Whether it waited for its turn at a resource, so that no other run that did is under way. */
  held(): boolean;
  /** Waits for its turn at the resource of a conflict, unless it has one. The resource names the tenant too. */
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

/** The place of one that ends goes to the next that waits. */
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

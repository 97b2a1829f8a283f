/**
 * Several commands of one service in one transaction: all or nothing, with answers in the order of the
 * commands (BLK-1).
 */
import { type Failure, invalidField, isFailure } from "../errors.ts";
import { askedBy, type Headers, type Meta } from "../meta.ts";
import type { AnyResource } from "../resource/resource.ts";
import type { Reader } from "./reader.ts";
import { readerOf } from "./reader.ts";
import type { ActionRef, Call } from "./reference.ts";
import type { References, Wanted } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import { clear } from "./transact.ts";
import { tried } from "./trial.ts";
import type { Tx } from "./tx.ts";

/** A command with checked input. */
export type Prepared = {
  /** The references in its input. */
  wanted: Wanted[];
  gather(call: Call, reader: Reader): Promise<unknown>;
  run(tx: Tx, gathered: unknown): Promise<unknown>;
  after?(call: Call): Promise<unknown>;
  /** Set if it only inserts this row: many such commands may share one write. */
  inserts?: { resource: AnyResource; values: Record<string, unknown> };
};

/** Checks an input; throws when it is not valid. */
export type Command = (input: Record<string, unknown>, meta: Meta) => Prepared;

export type BatchStep = { action: string; input: Record<string, unknown> };

/** The batch action of a service. `action` is "service.resource.verb"; `check` rolls everything back. */
export const batchOf = (service: string): ActionRef<{ steps: BatchStep[]; check?: boolean }, unknown[]> => ({
  name: `${service}.kernel.batch`,
});

const MAX_STEPS = 1000;

export function batchHandler(commands: Record<string, Command>, references: References, runtime: Runtime) {
  const { service, db, execute, callFor } = runtime;
  return async (input: Record<string, unknown>, meta: Meta, headers: Headers): Promise<unknown> => {
    const steps = input.steps as BatchStep[];
    if (!Array.isArray(steps) || steps.length > MAX_STEPS)
      throw invalidField("", "too_many", `At most ${MAX_STEPS} at once.`);
    const prepared = steps.map(({ action, input: given }, i) =>
      placed(i, () => {
        const command = commands[action.slice(service.length + 1)];
        if (!command) throw new TypeError(`'${action}' is not a command of ${service}.`);
        return command(given, meta);
      }),
    );
    const once = (end: (results: unknown[]) => unknown[]) =>
      execute(meta, headers, `${service}.kernel.batch`, {
        async prepare() {
          const wanted = prepared.flatMap((each, i) =>
            each.wanted.map((one) => ({ ...one, pointer: `/${i}${one.pointer}` })),
          );
          await references.verify(wanted, meta);
          const call = remembering(callFor(meta));
          const reader = readerOf(db, meta);
          return Promise.all(prepared.map((each, i) => placedLater(i, () => each.gather(call, reader))));
        },
        async run(tx, gathered) {
          const results: unknown[] = [];
          for (const [i, each] of prepared.entries())
            results.push(await placedLater(i, () => each.run(tx, gathered[i])));
          return end(results);
        },
      });
    if (input.check) return tried<unknown[]>(once);
    const results = await once((all) => all);
    await followUp(prepared, meta, runtime);
    return results;
  };
}

/** What follows from committed commands, one after the other: what one has made, the next finds. */
export async function followUp(
  done: readonly Pick<Prepared, "after">[],
  meta: Meta,
  { service, callFor, log }: Pick<Runtime, "service" | "callFor" | "log">,
): Promise<void> {
  const call = callFor(meta);
  // The commands stand, and are answered as such.
  const failed = (err: unknown) =>
    log.error({ err, service, ...askedBy(meta) }, "what follows a command failed");
  for (const { after } of done) await after?.(call).catch(failed);
}

/** Sends the same query to another service once per batch. */
function remembering(call: Call): Call {
  const asked = new Map<string, Promise<unknown>>();
  return ((ref, input, options) => {
    const question = JSON.stringify([ref.name, input]);
    const known = asked.get(question) ?? call(ref, input, options);
    asked.set(question, known);
    return known;
  }) as Call;
}

function placed<T>(i: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw at(i, error);
  }
}

async function placedLater<T>(i: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw at(i, error);
  }
}

/** Points the error of element `i` at that element: "/3/name". */
function at(i: number, thrown: unknown): unknown {
  const error = clear(thrown);
  if (!isFailure(error)) return error;
  const { errors } = error.data ?? {};
  const moved = error as Failure;
  moved.data = {
    ...error.data,
    index: i,
    ...(errors ? { errors: errors.map((each) => ({ ...each, pointer: `/${i}${each.pointer}` })) } : {}),
  };
  return moved;
}

/** The steps of a saga: run forwards before and after its pivot, undone backwards. */
import { isFailure } from "../errors.ts";
import { type Meta, unrestricted } from "../meta.ts";
import type { Row } from "../service/database.ts";
import { crashPoint } from "./crash.ts";
import {
  type AnySaga,
  beginStep,
  beginUndo,
  type Data,
  endDone,
  endUndone,
  postpone,
  type Sagas,
} from "./progress.ts";
import type { Step, StepContext } from "./saga.ts";

const contextFor = ({ callFor }: Sagas, row: Row, meta: Meta, repeated: boolean): StepContext => ({
  saga_id: row._id,
  call: callFor(meta),
  meta,
  repeated,
});

/** Before the pivot a step may do what the caller may do. */
const asCaller = (sagas: Sagas, row: Row): StepContext => contextFor(sagas, row, row.meta as Meta, false);

/** What is decided, or given up, is carried out also where the caller is restricted; refusing it would never end. */
const asDecided = (sagas: Sagas, row: Row, repeated: boolean): StepContext =>
  contextFor(sagas, row, unrestricted(row.meta as Meta), repeated);

/** Runs the steps before the pivot; when one fails, undoes those that have begun. */
export async function advance(sagas: Sagas, declared: AnySaga, row: Row): Promise<void> {
  let begun = 0;
  for (const [i, step] of declared.before.entries()) {
    if (step.needed?.(row.data) === false) continue;
    if (i > begun) {
      begun = i;
      await beginStep(sagas, declared, row, i);
    }
    crashPoint(`${declared.name}.${step.name}.before`);
    try {
      Object.assign(row.data, await step.run(asCaller(sagas, row), row.data));
    } catch (error) {
      // A refusal changed nothing; after any other error the outcome is unknown.
      const refused = isFailure(error) && error.code < 500;
      await giveUp(sagas, declared, row, declared.before.slice(0, refused ? i : i + 1));
      throw error;
    }
    crashPoint(`${declared.name}.${step.name}.after`);
  }
}

type Steps = readonly Step<Data>[];

export async function undo(sagas: Sagas, declared: AnySaga, row: Row, steps: Steps): Promise<void> {
  // Overtaken, or decided although its commit was not confirmed: the next owner of the row handles it.
  if (await beginUndo(sagas, row)) await finishUndo(sagas, declared, row, steps);
}

export async function finishUndo(sagas: Sagas, declared: AnySaga, row: Row, steps: Steps): Promise<void> {
  for (const step of [...steps].reverse()) {
    crashPoint(`${declared.name}.${step.name}.undo`);
    await step.undo?.(asDecided(sagas, row, true), row.data);
  }
  await endUndone(sagas, row);
}

/** Undoes these steps now; if that fails, the sweeper does. */
export async function giveUp(sagas: Sagas, declared: AnySaga, row: Row, steps: Steps): Promise<void> {
  try {
    await undo(sagas, declared, row, steps);
  } catch (error) {
    sagas.report(error);
    await postpone(sagas, row, error).catch(sagas.report);
  }
}

/** Runs the steps after the pivot; if one fails, the sweeper repeats all of them. Returns whether all succeeded. */
export async function finish(
  sagas: Sagas,
  declared: AnySaga,
  row: Row,
  { repeated }: { repeated: boolean },
): Promise<boolean> {
  const begun: Promise<void>[] = [];
  const runOne = async (step: Step<Data>) => {
    if (step.waits?.(row.data)) await Promise.all(begun);
    crashPoint(`${declared.name}.${step.name}.before`);
    Object.assign(row.data, await step.run(asDecided(sagas, row, repeated), row.data));
    crashPoint(`${declared.name}.${step.name}.after`);
  };
  for (const step of declared.after) if (step.needed?.(row.data) !== false) begun.push(runOne(step));
  const results = await Promise.allSettled(begun);
  const failed = results.find((each) => each.status === "rejected");
  if (failed) {
    sagas.report(failed.reason);
    await postpone(sagas, row, failed.reason);
  } else endDone(sagas, row);
  return !failed;
}

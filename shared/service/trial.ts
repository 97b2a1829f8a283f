/** Runs work in a transaction that is rolled back: returns its answer or throws its refusal. */

const UNDONE = Symbol("undone");

/** `once` runs one transaction and ends it with `undo`, which keeps the answer. */
export async function tried<T>(once: (undo: (answer: T) => never) => Promise<unknown>): Promise<T> {
  const kept: T[] = [];
  try {
    await once((answer) => {
      kept.push(answer);
      throw UNDONE;
    });
  } catch (error) {
    if (error !== UNDONE) throw error;
  }
  return kept.at(-1)!;
}

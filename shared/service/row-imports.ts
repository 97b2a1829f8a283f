/** Carries out imports of rows (`rows.ts`): in chunks, or all rows in one transaction. */
import { type Failure, fail, invalid, invalidField, isFailure, repointed } from "../errors.ts";
import { compileInput } from "../fields/index.ts";
import { idOf } from "../ids.ts";
import type { Headers, Meta } from "../meta.ts";
import { crashPoint } from "../saga/crash.ts";
import { answered, isAnswered } from "./answers.ts";
import { type Command, followUp, type Prepared } from "./batch.ts";
import { isDuplicate, takenFields } from "./duplicate.ts";
import type { Handler } from "./operation.ts";
import { readerOf } from "./reader.ts";
import type { References } from "./references.ts";
import { type ImportProgress, MOST_TOGETHER, type RowResult, type RowsAnswer } from "./rows.ts";
import type { Runtime } from "./runtime.ts";
import { clear } from "./transact.ts";
import type { Tx } from "./tx.ts";
import type { ActionHandler } from "./verbs.ts";

const CHUNK = 100;

type Work = {
  action: string;
  command: Command;
  references: References;
  progress: ImportProgress;
  runtime: Runtime;
};
type Request = { meta: Meta; headers: Headers; rows: Record<string, unknown>[]; key: string | null };

/** The action of an import. */
export function rowsAction(
  { operation: declared }: Extract<Handler, { mode: "rows" }>,
  work: Omit<Work, "action">,
): ActionHandler {
  const validate = compileInput(declared.input);
  return async (input, meta, headers) => {
    const checked = validate(input);
    if (!checked.ok) throw invalid(checked.violations, checked.count);
    const rows = checked.value.rows as Record<string, unknown>[];
    const { idempotency_key, fingerprint } = headers;
    const action = declared.name;
    const key = idempotency_key ? idOf(`${action}:${idempotency_key}:${fingerprint}`) : null;
    const request = { meta, headers, rows, key };
    if (checked.value.check_only) return checkAll({ ...work, action }, request);
    const { result: answer, replayed } = await answered(work.runtime.db, meta, headers, async () => {
      const all = checked.value.all_or_none ? importTogether : importAll;
      const result = await all({ ...work, action }, request);
      return { result, kept: true };
    });
    headers.replayed = replayed;
    return answer;
  };
}

async function importAll(work: Work, request: Request): Promise<RowsAnswer> {
  const { runtime, progress, action } = work;
  const { meta, headers, rows, key } = request;
  const found = key ? await readerOf(runtime.db, meta).get(progress, key) : null;
  const done: RowResult[] = [...((found?.results as RowResult[] | undefined) ?? [])];
  while (done.length < rows.length) {
    const part = rows.slice(done.length, done.length + CHUNK);
    const checked = await checkEach(work, meta, part, done.length);
    done.push(...((await together(work, request, checked)) ?? (await alone(work, request, checked))));
    crashPoint("import.chunk.after");
  }
  return runtime.transact(meta, { action, headers }, async (tx) => {
    if (key) await tx.upsert(progress, key, nothingDone);
    if (key) await tx.updateReturningHidden(progress, key, { $set: { results: [], ended_at: tx.now } });
    return answerOf(done);
  });
}

/** All rows in one transaction, with the answer; refused before it begins if a row is wrong by itself. */
async function importTogether(work: Work, request: Request): Promise<RowsAnswer> {
  const { runtime, action } = work;
  const { meta, headers, rows } = request;
  if (rows.length > MOST_TOGETHER) {
    const message = `With 'all_or_none', 'rows' must have at most ${MOST_TOGETHER} elements.`;
    throw invalidField("/rows", "array_max", message);
  }
  const checked = await checkEach(work, meta, rows, 0);
  const wrong = checked.filter((each) => "error" in each);
  if (wrong.length > 0)
    throw fail("unprocessable", `${wrong.length} of ${rows.length} rows are refused; none was created.`, {
      errors: wrong.flatMap(({ index, error }) => violationsIn(index, error)).slice(0, MOST_TOLD),
    });
  const good = checked.filter((each) => "prepared" in each);
  const answer = await runtime.transact(meta, { action, headers }, async (tx) => {
    const ids = await runAll(tx, good, ofRow);
    return answerOf(ids.map((id, index) => ({ index, status: "created", id, error: null })));
  });
  await followUp(preparedIn(good), meta, runtime);
  return answer;
}

/** The answer as if each row that may be written were. */
async function checkAll(work: Work, { meta, rows }: Request): Promise<RowsAnswer> {
  const checked = await checkEach(work, meta, rows, 0);
  return answerOf(
    checked.map((each, i) =>
      "error" in each
        ? failed(each)
        : { index: each.index, status: "created", id: String(rows[i]!.id), error: null },
    ),
  );
}

const MOST_TOLD = 100;

/** What is wrong with a row, by its place in the request. */
const violationsIn = (index: number, { code, message, errors }: NonNullable<RowResult["error"]>) =>
  (errors.length ? errors : [{ pointer: "", code, message }]).map((each) => ({
    ...each,
    pointer: `/rows/${index}${each.pointer}`,
  }));

const answerOf = (results: RowResult[]): RowsAnswer => {
  const created = results.filter((each) => each.status === "created").length;
  return { created, failed: results.length - created, results };
};

/** A row that may be written, or the reason why not. */
type Checked = { index: number } & (
  | { prepared: Prepared; gathered: unknown }
  | { error: NonNullable<RowResult["error"]> }
);

/** Checks the input and the references of each row, and gathers its data from other services. */
async function checkEach(work: Work, meta: Meta, part: Request["rows"], from: number): Promise<Checked[]> {
  const { command, references, runtime } = work;
  const [call, reader] = [runtime.callFor(meta), readerOf(runtime.db, meta)];
  const prepared = part.map((row) => attempt(() => command(row, meta)));
  const wanted = prepared.flatMap((each) => ("value" in each ? each.value.wanted : []));
  // One query for all rows; only if it fails, find out which of them is wrong.
  const all = await attemptLater(() => references.verify(wanted, meta));
  return Promise.all(
    prepared.map(async (each, i): Promise<Checked> => {
      const index = from + i;
      if ("error" in each) return { index, error: each.error };
      const known =
        "value" in all ? all : await attemptLater(() => references.verify(each.value.wanted, meta));
      if ("error" in known) return { index, error: known.error };
      const gathered = await attemptLater(() => each.value.gather(call, reader));
      if ("error" in gathered) return { index, error: gathered.error };
      return { index, prepared: each.value, gathered: gathered.value };
    }),
  );
}

/** All rows of a chunk in one transaction; null when one of them is refused there. */
async function together(work: Work, request: Request, checked: Checked[]): Promise<RowResult[] | null> {
  const done = await attemptLater(() => write(work, request, checked));
  return "value" in done ? done.value : null;
}

/** Each row of a chunk by itself; refused rows are recorded with the next written one. */
async function alone(work: Work, request: Request, checked: readonly Checked[]): Promise<RowResult[]> {
  const results: RowResult[] = [];
  let waiting: Checked[] = [];
  for (const each of checked) {
    const done = await attemptLater(() => write(work, request, [...waiting, each]));
    if ("value" in done) {
      results.push(...done.value);
      waiting = [];
    } else waiting.push({ index: each.index, error: done.error });
  }
  return [...results, ...waiting.map(failed)];
}

const failed = ({ index, ...each }: Checked): RowResult => ({
  ...{ index, status: "error", id: null },
  error: "error" in each ? each.error : null,
});

async function write(work: Work, { meta, key }: Request, checked: readonly Checked[]): Promise<RowResult[]> {
  const { action, progress, runtime } = work;
  const good = checked.flatMap((each) => ("prepared" in each ? [each] : []));
  const written = await runtime.transact(meta, { action }, async (tx) => {
    const ids = await runAll(tx, good);
    const made = new Map(good.map(({ index }, i) => [index, ids[i]!]));
    const results = checked.map((each): RowResult => {
      const id = made.get(each.index);
      return id === undefined ? failed(each) : { index: each.index, status: "created", id, error: null };
    });
    if (key) await note(tx, progress, key, results);
    return results;
  });
  await followUp(preparedIn(good), meta, runtime);
  return written;
}

const preparedIn = (good: readonly Good[]): Prepared[] => good.map(({ prepared }) => prepared);

type Good = Extract<Checked, { prepared: Prepared }>;

/** Ids in the order of the rows; plain insertions share one write. */
async function runAll(
  tx: Tx,
  good: readonly Good[],
  refused: (index: number, error: unknown) => unknown = (_, error) => error,
): Promise<string[]> {
  const inserts = good.flatMap(({ prepared }) => prepared.inserts ?? []);
  const [first] = inserts;
  if (first && inserts.length === good.length) {
    const rows = await tx.insertMany(
      first.resource,
      inserts.map((each) => each.values),
    );
    return rows.map((row) => row.id);
  }
  const ids: string[] = [];
  for (const { index, prepared, gathered } of good)
    try {
      ids.push(((await prepared.run(tx, gathered)) as { id: string }).id);
    } catch (error) {
      throw refused(index, error);
    }
  return ids;
}

/** A refusal, with the row's place in its pointers. */
const ofRow = (index: number, error: unknown): unknown =>
  repointed(clear(error), (pointer) => `/rows/${index}${pointer}`);

const nothingDone = { results: [], ended_at: null };

/** If a duplicate has come further in the meantime, it wins: this one gives up. */
async function note(tx: Tx, progress: ImportProgress, key: string, results: RowResult[]): Promise<void> {
  const { entity } = await tx.upsert(progress, key, nothingDone);
  if (isAnswered(entity, tx.now) || entity.results.length !== results[0]?.index)
    throw fail("request_in_progress", "This request is being carried out.", {
      headers: { "Retry-After": "1" },
    });
  await tx.updateReturningHidden(progress, key, { $push: { results: { $each: results } } });
}

type Attempt<T> = { value: T } | { error: NonNullable<RowResult["error"]> };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error: refusalOf(error) };
  }
}

async function attemptLater<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: refusalOf(error) };
  }
}

/** The row is there under the id that its caller gave it: another request was first. */
const isThere = (thrown: unknown): boolean => isDuplicate(thrown) && takenFields(thrown).includes("_id");
const there = {
  code: "conflict",
  message: "Another one has this id.",
  errors: [{ pointer: "/id", code: "taken", message: "This id is taken." }],
};

/** A row's refusal; any other error, or one that may pass later, ends the request. */
function refusalOf(thrown: unknown): NonNullable<RowResult["error"]> {
  if (isThere(thrown)) return there;
  const error = clear(thrown);
  if (!isFailure(error) || error.code >= 500 || error.type === "request_in_progress") throw error;
  const { type: code, message, data } = error as Failure;
  return { code, message, errors: data?.errors ?? [] };
}

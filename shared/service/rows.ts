/**
 * Rows that one request creates independently (BLK-2): a refusal is that row's result, and the others
 * continue. Chunks of rows share a transaction; the rows of a chunk with a bad one are written one by one.
 * Under an idempotency key the results are recorded with the rows, so that a repeated request resumes after a
 * crash.
 */
import { type Failure, fail, invalid, isFailure } from "../errors.ts";
import {
  choice,
  compileInput,
  count,
  type FieldTable,
  group,
  id,
  instant,
  json,
  list,
  objectSchema,
  text,
} from "../fields/index.ts";
import { idOf } from "../ids.ts";
import type { Headers, Meta } from "../meta.ts";
import { type AnyResource, resource } from "../resource/resource.ts";
import { crashPoint } from "../saga/crash.ts";
import { answered, isAnswered } from "./answers.ts";
import type { Command, Prepared } from "./batch.ts";
import { type Handler, operation, shapeOf } from "./operation.ts";
import { readerOf } from "./reader.ts";
import type { ActionRef } from "./reference.ts";
import type { References } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import { clear } from "./transact.ts";
import type { Tx } from "./tx.ts";
import type { ActionHandler } from "./verbs.ts";

export const MOST_ROWS = 5000;
const CHUNK = 100;
const BODY_LIMIT = 8_388_608;

const violation = { pointer: text(), code: text(), message: text() } as const;

/** Why a row was refused. */
const refusal = {
  code: text(),
  message: text(),
  errors: list(group(violation), { default: [] }),
} as const;

const result = {
  index: count(),
  status: choice(["created", "error"]),
  id: id({ optional: true }),
  error: group(refusal, { optional: true }),
} as const;

export type RowResult = {
  index: number;
  status: "created" | "error";
  id: string | null;
  error: {
    code: string;
    message: string;
    errors: { pointer: string; code: string; message: string }[];
  } | null;
};

const answerShape = shapeOf({ created: count(), failed: count(), results: list(group(result)) });
export type RowsAnswer = { created: number; failed: number; results: RowResult[] };

/** Any object: each row is checked against the table on its own. */
const rowOf = (fields: FieldTable) => ({
  ...json({ keys: 100, bytes: 65_536 }),
  schema: objectSchema(fields, ({ readonly, hidden }) => !readonly && !hidden),
});

/** Declares the import of a resource: a result for each row, in their order. */
export const importOf = ({ service, name, plural, path, scope, fields, spans_stores = false }: AnyResource) =>
  operation({
    name: `${service}.${name}.import`,
    http: `POST /${path.slice(1)}/import`,
    scope: `write:${scope}`,
    about: `Create up to ${MOST_ROWS} ${plural.replaceAll("_", " ")}. Each row stands alone: one that is refused does not stop the others. Returns a result for each row.`,
    body_limit: BODY_LIMIT,
    spans_stores,
    input: { rows: list(rowOf(fields), { min: 1, max: MOST_ROWS }) },
    output: answerShape,
  });

export type Import = ReturnType<typeof importOf>;

/** Binds an import to the action that creates one row. */
export const importsRows = (declared: Import, creates: ActionRef<never, { id: string }>): Handler => ({
  mode: "rows",
  operation: declared,
  creates: creates.name,
});

const progressIn = (service: string) =>
  resource({
    service,
    name: "import",
    plural: "imports",
    fields: { results: list(group(result)), ended_at: instant({ optional: true }) },
    hardDelete: true,
    verbs: [],
  });
type Progress = ReturnType<typeof progressIn>;

const known = new Map<string, Progress>();

/** The progress of a service's imports; emptied when the answer is stored. */
export function importProgress(service: string): Progress {
  const progress = known.get(service) ?? progressIn(service);
  known.set(service, progress);
  return progress;
}

type Work = {
  action: string;
  command: Command;
  references: References;
  progress: Progress;
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
    const { result: answer, replayed } = await answered(work.runtime.db, meta, headers, async () => {
      const result = await importAll({ ...work, action }, { meta, headers, rows, key });
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
  return runtime.transact(meta, { action }, async (tx) => {
    const good = checked.flatMap((each) => ("prepared" in each ? [each] : []));
    const ids = await runAll(tx, good);
    const made = new Map(good.map(({ index }, i) => [index, ids[i]!]));
    const results = checked.map((each): RowResult => {
      const id = made.get(each.index);
      return id === undefined ? failed(each) : { index: each.index, status: "created", id, error: null };
    });
    if (key) await note(tx, progress, key, results);
    return results;
  });
}

type Good = Extract<Checked, { prepared: Prepared }>;

/** Ids in the order of the rows; plain insertions share one write. */
async function runAll(tx: Tx, good: readonly Good[]): Promise<string[]> {
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
  for (const { prepared, gathered } of good)
    ids.push(((await prepared.run(tx, gathered)) as { id: string }).id);
  return ids;
}

const nothingDone = { results: [], ended_at: null };

/** If a duplicate has come further in the meantime, it wins: this one gives up. */
async function note(tx: Tx, progress: Progress, key: string, results: RowResult[]): Promise<void> {
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

/** A row's refusal; any other error, or one that may pass later, ends the request. */
function refusalOf(thrown: unknown): NonNullable<RowResult["error"]> {
  const error = clear(thrown);
  if (!isFailure(error) || error.code >= 500 || error.type === "request_in_progress") throw error;
  const { type: code, message, data } = error as Failure;
  return { code, message, errors: data?.errors ?? [] };
}

/**
 * Examples of a dialect that its conformance records: of each operation the request with every field that it takes, and the answer.
 * `RECORD_EXAMPLES=1` keeps them anew; else those that are kept must be what was just sent and accepted.
 */
import { readFile, writeFile } from "node:fs/promises";
import type { Json } from "../backroom.ts";
import type { Note, Request, Speak } from "../conformance.ts";
import { type DialectName, isObject } from "../seed.ts";
import { type Checks, checksOf, type Exchange, kept, secretless } from "./book.ts";
import { steady } from "./steady.ts";

export type TrialExamples = {
  note: Note;
  /** The same, remembering what it makes. */
  watched<S extends Speak>(speak: S): S;
  /** Operations without an example, and those whose example is not what was sent. */
  end(): Promise<string[]>;
};

const PROFILE = "documented";

/** A request without what differs from run to run, such as the color of a picture. */
const outline = ({ parameters, body }: Exchange): string =>
  JSON.stringify({ parameters, body }, (_name, value) =>
    typeof value === "string" ? value.replace(/(?<=;base64,).*/s, "").replace(/\d+/g, "0") : value,
  );

/** A parameter of the query as the value that its text stands for. */
function typed(text: string, { type }: Json = {}): Json {
  const types: string[] = [type ?? []].flat();
  if (types.includes("number") || types.includes("integer")) return Number(text);
  return types.includes("boolean") ? text === "true" : text;
}

function parametersOf({ params = {}, query = "" }: Request, said: Json): Record<string, Json> {
  const pairs = [...new URLSearchParams(query)].map(([name, text]) => {
    const parameter = said.parameters?.find((each: Json) => each.name === name && each.in === "query");
    return [name, typed(text, parameter?.schema)];
  });
  // What the path does not name is for the proof of a trial.
  const named = Object.entries(params).filter(([name]) =>
    said.parameters?.some((each: Json) => each.name === name && each.in === "path"),
  );
  return Object.fromEntries([...named, ...pairs]);
}

/** A body as the document describes it: files of a form as text, pictures as data URIs. */
async function shown(body: Json): Promise<Json> {
  if (!isObject(body)) return body;
  const given = body instanceof FormData ? [...body] : Object.entries(body);
  const parts = given.map(async ([name, value]): Promise<[string, Json]> => {
    if (!(value instanceof File)) return [name, value];
    if (!value.type.startsWith("image/")) return [name, await value.text()];
    const bytes = Buffer.from(await value.arrayBuffer());
    return [name, `data:${value.type};base64,${bytes.toString("base64")}`];
  });
  return Object.fromEntries(await Promise.all(parts));
}

/** A request with all entries of its lists, but without secrets. */
const whole = (exchange: Exchange): Exchange =>
  JSON.parse(
    JSON.stringify(exchange, (_name, value) => (typeof value === "string" ? secretless(value) : value)),
  );

const METHODS = new Set(["POST", "PUT", "PATCH"]);

/** What was made where a list shows it. */
type Made = { operation: string; answer: Json };

export async function examplesFromTrials(
  dialect: DialectName,
  url: string,
  prefix: string,
): Promise<TrialExamples> {
  const file = new URL(`../../../gateway/dialects/${dialect}/examples.json`, import.meta.url);
  const started = new Date();
  const checks: Checks = checksOf(await (await fetch(`${url}${prefix}/openapi.json`)).json());
  const idOf = new Map(
    [...checks.operations].map(([id, { method, path }]) => [`${method.toUpperCase()} ${path}`, id]),
  );
  const noted = new Map<string, Exchange>();
  const made = new Map<string, Made>();

  const note: Note = async ({ method, path }, asked, { status, type, body: answer }) => {
    const operation = idOf.get(`${method} ${path}`);
    if (!operation) throw new Error(`${method} ${path} is not in the document that we serve`);
    const { said } = checks.operations.get(operation)!;
    const parameters = parametersOf(asked, said);
    const body = await shown(asked.body);
    const exchange: Exchange = {
      operation,
      ...(Object.keys(parameters).length ? { parameters } : {}),
      ...(body === undefined ? {} : { body }),
    };
    const media = type.split(";")[0]!;
    const wrong = [
      ...(status < 400 ? [] : [`${status} ${JSON.stringify(answer)}`]),
      ...checks.unlikeRequest(exchange),
      ...(media ? checks.unlikeAnswer(operation, status, media, answer) : []),
    ];
    if (wrong.length) throw new Error(`as an example: ${wrong.join("; ")}`);
    const answered = media === "application/json" ? { answer: kept(answer) } : {};
    noted.set(operation, { ...whole(exchange), ...answered });
  };

  /** What examples name, with the operation that made it: the page puts the reader's own in its place. */
  function makers(): Made[] {
    const text = JSON.stringify([...noted.values()].map(({ parameters, body }) => [parameters, body]));
    return [...made].filter(([id]) => text.includes(id)).map(([, each]) => each);
  }

  return {
    note,
    watched: (speak) =>
      (async (method: string, path: string, ...rest: [Json?, Record<string, string>?]) => {
        const said = await speak(method, path, ...rest);
        const operation = METHODS.has(method) ? idOf.get(`${method} ${path}`) : undefined;
        const { id, status } = isObject(said.body) ? said.body : {};
        if (operation && typeof id === "string" && said.status < 300)
          made.set(id, { operation, answer: { id, ...(typeof status === "string" ? { status } : {}) } });
        return said;
      }) as typeof speak,
    async end() {
      if (process.env.RECORD_EXAMPLES === "1") {
        const all = { [PROFILE]: steady([...noted.values(), ...makers()], started, {}) };
        await writeFile(file, `${JSON.stringify(all, null, 1)}\n`);
      }
      const all: Record<string, Exchange[]> = JSON.parse(await readFile(file, "utf8"));
      const before = new Map([...all[PROFILE]!].reverse().map((each) => [each.operation, each]));
      const now = new Map(steady([...noted.values()], started, {}).map((each) => [each.operation, each]));
      return [...checks.operations.keys()].flatMap((operation) => {
        const [then, sent] = [before.get(operation), now.get(operation)];
        if (!sent) return [`${operation} was not tried`];
        if (!then) return [`${operation} has no example`];
        return outline(then) === outline(sent) ? [] : [`${operation}: the example is another request`];
      });
    },
  };
}

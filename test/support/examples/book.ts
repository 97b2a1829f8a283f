/** Examples of a document: exchanges with a running server, recorded once and replayed by a test. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Json } from "../backroom.ts";
import { compiledBy } from "../compiled-schemas.ts";
import { steady } from "./steady.ts";

/** One recorded exchange. */
export type Exchange = {
  operation: string;
  parameters?: Record<string, Json>;
  body?: Json;
  answer?: Json;
  /** Earlier requests must have taken effect in all services before this one. */
  settles?: true;
};

type Operation = { method: string; path: string; said: Json };

/** What a document says of requests and answers. */
export type Checks = {
  operations: ReadonlyMap<string, Operation>;
  /** How a request violates the document. */
  unlikeRequest(exchange: Exchange): string[];
  /** How an answer of a media type violates the document. */
  unlikeAnswer(operation: string, status: number, media: string, answer: Json): string[];
};

/** A document that a server serves, with a key to try it. */
export type Book = Pick<Checks, "operations"> & {
  /** Sends a request; throws when it is refused, or when request or answer violate the document. */
  send(exchange: Exchange): Promise<Json>;
};

const METHODS = ["get", "post", "patch", "put", "delete"];

export function checksOf(document: Json): Checks {
  const ajv = new Ajv2020({ strict: false, addUsedSchema: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "doc" });
  const escaped = (path: string) =>
    path.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D");
  const operations = new Map(
    Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods)
        .filter(([method]) => METHODS.includes(method))
        .map(([method, said]): [string, Operation] => [said.operationId, { method, path, said }]),
    ),
  );

  const compiled = compiledBy(ajv);

  /** How a value violates the schema at a place of an operation. */
  function unlike(operation: string, place: string, value: Json): string[] {
    const { path, method } = operations.get(operation)!;
    const check = compiled(`doc#/paths/${escaped(path)}/${method}/${place}`);
    check(value);
    return (check.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
  }

  return {
    operations,
    unlikeRequest({ operation, parameters = {}, body }) {
      const { said } = operations.get(operation)!;
      const wrong = Object.entries(parameters).flatMap(([name, value]) => {
        const nth = (said.parameters ?? []).findIndex((each: Json) => each.name === name);
        if (nth < 0) throw new Error(`${operation} has no parameter '${name}'.`);
        return unlike(operation, `parameters/${nth}/schema`, value);
      });
      if (body === undefined) return wrong;
      return [...wrong, ...unlike(operation, `requestBody/content/${escaped(mediaOf(said))}/schema`, body)];
    },
    unlikeAnswer: (operation, status, media, answer) =>
      unlike(operation, `responses/${status}/content/${escaped(media)}/schema`, answer),
  };
}

export async function openBook(url: string, address: string, key: string): Promise<Book> {
  const document: Json = await (await fetch(`${url}${address}`)).json();
  const { operations, unlikeRequest, unlikeAnswer } = checksOf(document);

  /** The answer, and how it violates the document. */
  async function read(said: Json, response: Response): Promise<[Json, string[]]> {
    const { status } = response;
    const text = await response.text();
    if (!response.ok) throw new Error(`${said.operationId}: ${status} ${text}`);
    const [media] = Object.keys(said.responses[status]?.content ?? {});
    if (!media) throw new Error(`${said.operationId} does not document the status ${status}.`);
    const answer: Json =
      media === "application/json"
        ? JSON.parse(text)
        : media === PDF
          ? beginningOf(text)
          : isPicture(response)
            ? "…"
            : text;
    return [answer, unlikeAnswer(said.operationId, status, media, answer)];
  }

  async function send(exchange: Exchange): Promise<Json> {
    const { operation, parameters = {}, body } = exchange;
    const found = operations.get(operation);
    if (!found) throw new Error(`The document has no operation '${operation}'.`);
    const { method, said } = found;
    const asked = unlikeRequest(exchange);
    const { headers = {}, ...sent } = body === undefined ? {} : sentAs(mediaOf(said), body);
    const response = await fetch(addressOf(url + document.servers[0].url, found, parameters), {
      ...{ method: method.toUpperCase(), ...sent },
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
    const [answer, answered] = await read(said, response);
    const wrong = [...asked, ...answered];
    if (wrong.length) throw new Error(`${operation} is not as documented: ${wrong.join("; ")}`);
    return answer;
  }

  return { operations, send };
}

const PDF = "application/pdf";

const isPicture = ({ headers }: Response): boolean => /^image\//.test(headers.get("content-type") ?? "");

/** The rest is no text. */
const beginningOf = (pdf: string): string => `${pdf.slice(0, "%PDF-1.3".length)}…`;

export const mediaOf = (said: Json): string =>
  Object.keys(said.requestBody?.content ?? {})[0] ?? "application/json";

/** A body as JSON, or as a form in which `file` is a file of text, or a picture as a data URI. */
function sentAs(media: string, body: Json): { body: string | FormData; headers?: Record<string, string> } {
  if (media !== "multipart/form-data")
    return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const form = new FormData();
  for (const [name, value] of Object.entries<string>(body))
    if (name === "file") form.append(name, ...fileOf(value));
    else form.append(name, value);
  return { body: form };
}

function fileOf(value: string): [Blob, string] {
  const [, picture] = /^data:image\/png;base64,(.+)$/.exec(value) ?? [];
  return picture
    ? [new Blob([Buffer.from(picture, "base64")]), "picture.png"]
    : [new Blob([value]), "note.txt"];
}

/** Path and query of a request; lists are one parameter with commas, comparisons are in brackets. */
function addressOf(base: string, { path, said }: Operation, parameters: Record<string, Json>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(parameters[name])),
  );
  const asked = (said.parameters ?? [])
    .filter((each: Json) => each.in === "query" && each.name in parameters)
    .flatMap(({ name, style }: Json): [string, string][] => {
      const value = parameters[name];
      if (style !== "deepObject") return [[name, String(value)]];
      return Object.entries<Json>(value).map(([op, each]) => [`${name}[${op}]`, String(each)]);
    });
  return asked.length ? `${base}${filled}?${new URLSearchParams(asked)}` : base + filled;
}

/** Sends one operation of a story, by its id; returns the answer. */
export type Say = (operation: string, parameters?: Record<string, Json>, body?: Json) => Promise<Json>;
export type Story = (say: Say, settled: Settled) => Promise<void>;

/** Waits until earlier requests have taken effect in all services. */
export type Settled = () => Promise<void>;

const MOST_ENTRIES = 2;

/** An answer with short lists and without secrets. */
export function kept(value: Json): Json {
  if (typeof value === "string") return secretless(value);
  if (Array.isArray(value))
    return (typeof value[0] === "object" ? value.slice(0, MOST_ENTRIES) : value).map(kept);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries<Json>(value).map(([name, each]) => [name, kept(each)]));
}

export const secretless = (text: string): string =>
  text
    .replace(/\b(br_(?:live|test|pat)_|whsec_|cndl_(?:live|test)_|omk_)[\w+/=.-]{8,}/g, "$1example…")
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "eyJ…")
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, "https://shop.example");

/** Plays a story and returns its exchanges. */
export async function recorded(book: Book, story: Story, settled: Settled): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const started = new Date();
  let settles: true | undefined;
  const say: Say = async (operation, parameters, body) => {
    const asked = {
      operation,
      ...(settles ? { settles } : {}),
      ...(parameters && Object.keys(parameters).length ? { parameters } : {}),
      ...(body === undefined ? {} : { body }),
    };
    settles = undefined;
    const answer = await book.send(asked);
    exchanges.push({ ...asked, answer: kept(answer) });
    return answer;
  };
  await story(say, async () => {
    await settled();
    settles = true;
  });
  return steady(exchanges, started);
}

/** Ids, the tokens of links, and secrets that stand alone. */
const ID =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=\/(?:files|pictures|onboarding)\/)[\w-]{43,}|^[\w-]{43}$/g;

/** Ids of the recording → ids of the replay. */
type Names = Map<string, string>;

const renamed = (value: Json, names: Names): Json =>
  value === undefined
    ? undefined
    : JSON.parse(JSON.stringify(value).replace(/[\w-]{36,}/g, (id) => names.get(id) ?? id));

/** Maps ids of the recording to ids of the replay, where both answers have one at the same place. */
function learn(before: Json, now: Json, names: Names): void {
  if (typeof before === "string" && typeof now === "string") {
    const ids = now.match(ID) ?? [];
    for (const [nth, id] of (before.match(ID) ?? []).entries())
      if (ids[nth] && !names.has(id)) names.set(id, ids[nth]);
  } else if (typeof before === "object" && before !== null && typeof now === "object" && now !== null) {
    for (const [name, each] of Object.entries<Json>(before)) learn(each, now[name], names);
  }
}

/** Sends recorded requests in order, with this server's ids in the place of the recorded ones. */
export async function replayed(book: Book, exchanges: readonly Exchange[], settled: Settled): Promise<void> {
  const names: Names = new Map();
  for (const { operation, parameters, body, answer, settles } of exchanges) {
    if (settles) await settled();
    const asked = { operation, ...renamed({ parameters, body }, names) };
    learn(answer, await book.send(asked), names);
  }
}

/** Every documented operation called in every way that a client may call it, right and wrong (API-12, API-13, API-14). */

import type { Json } from "./backroom.ts";
import { FORM, isObject, type Seed, type SeedOperation, wrongValue } from "./seed.ts";
import { wireTo } from "./wire.ts";

export type Spoken = { status: number; body: Json; type: string; headers: Headers };
/** Sends one request below a dialect's prefix; `text` bodies go out as they are. */
export type Speak = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Spoken>;

export function speakerOf(base: string, key: string | null): Speak {
  const { send } = wireTo(base, key ?? undefined);
  return async (...request) => {
    const { status, body, headers } = await send(...request);
    return { status, body: body || undefined, type: headers.get("content-type") ?? "", headers };
  };
}

export type Request = {
  params?: Record<string, string>;
  query?: string;
  body?: Json;
  /** Who asks, where the organization's own key does not. */
  as?: Speak;
};

/** What the document does not say about one operation. */
export type Trial = {
  /** A request with every documented field that succeeds, on new entities each time. */
  full(): Promise<Request>;
  /** A request to show, where the full one has parts that are refused. */
  example?(): Promise<Request>;
  /** A request with only the required fields, where it differs. */
  least?(): Promise<Request>;
  /** Reads the result in other ways; throws where it differs from what was written. */
  proof(asked: Request, answer: Json): Promise<void>;
  /** The state that a refused request must not change. */
  state(): Promise<Json>;
  /** Fields beside those of the document, with a value of the wrong type. */
  wrong?: Record<string, Json>;
  /** Documented fields that are accepted and ignored, and fields that name the target. */
  aside?: readonly string[];
  /** The answer to another organization's key: not found, its own organization's data, or that it may not. */
  foreign: "refused" | "its own" | "forbidden";
  /** For whom it is, where no scope decides: anyone who is signed in, or really anyone. */
  open?: "signed in" | "anyone";
};

/** Takes a request that succeeded with every field, and throws where the document that we serve does not allow it. */
export type Note = (
  operation: Pick<SeedOperation, "method" | "path">,
  asked: Request,
  said: Spoken,
) => Promise<void>;

export type Stage = {
  note?: Note;
  seed: Seed;
  /** The organization's own key, one that may only read, another organization's, none. */
  own: Speak;
  reader: Speak;
  stranger: Speak;
  nobody: Speak;
  /** A key with exactly the documented scope. */
  permitted(operation: SeedOperation): Promise<Speak>;
  /** Parameters of every address of the organization. */
  params: Record<string, string>;
  /** Fields that a refusal names. */
  named(problem: Json): string[];
  /** Whether a body is a refusal in the dialect's words. */
  refusal(problem: Json): boolean;
  /** Statuses that the document leaves out for every operation. */
  unsaid?: readonly number[];
  /** Whether unknown names are refused or ignored. */
  unknown: "refuse" | "ignore";
};

export function addressOf({ path }: SeedOperation, params: Record<string, string>, query = ""): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (!params[name]) throw new Error(`nothing stands for {${name}} of ${path}`);
    return params[name];
  });
  return query ? `${filled}?${query}` : filled;
}

/** The violations of one operation; empty when it conforms to its document. */
export async function judge(stage: Stage, operation: SeedOperation, trial: Trial): Promise<string[]> {
  const { seed, own } = stage;
  const problems: string[] = [];
  const { method, key } = operation;
  const writes = method !== "GET";
  const takesBody = writes && Boolean(operation.said?.requestBody || trial.wrong);
  const isForm = FORM in (operation.said?.requestBody?.content ?? {});
  const send = (speak: Speak, asked: Request, body = asked.body) =>
    speak(
      method,
      addressOf(operation, { ...stage.params, ...asked.params }, asked.query),
      isForm && isObject(body) ? formOf(body) : body,
    );
  const aspect = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      problems.push(`${key}, ${name}: ${(error as Error).message}`);
    }
  };
  const must = (fits: boolean, told: string) => {
    if (!fits) throw new Error(told);
  };
  const text = (said: Spoken) => `${said.status} ${JSON.stringify(said.body)?.slice(0, 400)}`;
  const success = Number(Object.keys(operation.said?.responses ?? {}).find((each) => /^2/.test(each)) ?? 200);
  const documented = (status: number) =>
    !operation.said?.responses["400"] ||
    status in operation.said.responses ||
    stage.unsaid?.includes(status) === true;

  async function succeeds(asked: Request, speak = own): Promise<Spoken> {
    const said = await send(asked.as ?? speak, asked);
    must(said.status === success, text(said));
    const unlike = seed.unlike(operation, said.status, said.body, said.type);
    must(unlike.length === 0, `${unlike.join("; ")} in ${text(said)}`);
    await trial.proof(asked, said.body);
    return said;
  }

  async function refused(
    speak: Speak,
    asked: Request,
    statuses: number[],
    body = asked.body,
    field?: string,
  ) {
    const said = await send(speak, asked, body);
    const what = field ? `${field} = ${JSON.stringify(body?.[field] ?? null)}: ` : "";
    must(statuses.includes(said.status), `${what}${statuses.join(" or ")} expected, not ${text(said)}`);
    must(documented(said.status), `${what}status ${said.status} is not documented`);
    must(stage.refusal(said.body), `${what}no refusal of the dialect: ${text(said)}`);
    if (field)
      must(
        stage.named(said.body).some((name) => name === field || name.startsWith(`${field}.`)),
        `${what}'${field}' is not named: ${text(said)}`,
      );
  }

  async function strange(asked: Request, before: string) {
    if (trial.foreign === "forbidden") return refused(stage.stranger, asked, [403]);
    if (trial.foreign === "refused")
      return refused(stage.stranger, asked, [400, 404, 422, ...(trial.open || asked.as ? [403] : [])]);
    const said = await send(stage.stranger, asked);
    must(said.status === success, text(said));
    // A refusal may repeat what the caller sent.
    const named = JSON.stringify(asked);
    const ours = (before.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []).filter((id) => !named.includes(id));
    must(!ours.some((id) => text(said).includes(id)), `shows what is ours: ${text(said)}`);
  }

  async function wrongBodies(asked: Request, one: Json) {
    const { properties } = seed.body(operation);
    const fields = Object.entries(properties).filter(([name]) => !trial.aside?.includes(name));
    const wrong = {
      ...Object.fromEntries(fields.map(([name, said]) => [name, wrongValue(seed.resolve(said))])),
      ...trial.wrong,
    };
    for (const [name, value] of Object.entries(wrong))
      await aspect("with a wrong type", () => refused(own, asked, [400], { ...one, [name]: value }, name));
    for (const body of ["{", '"text"', "[[]]", "12"])
      await aspect(`with the body ${body}`, () => refused(own, asked, [isForm ? 415 : 400], body));
    if (stage.unknown === "refuse")
      await aspect("with an unknown field", () =>
        refused(own, asked, [400], { ...one, no_such_field: 1 }, "no_such_field"),
      );
  }

  /** Every invalid variant of a request that would succeed is refused and changes nothing. */
  await aspect("refused", async () => {
    const asked = await trial.full();
    const one = Array.isArray(asked.body) ? asked.body[0] : (asked.body ?? {});
    const before = JSON.stringify(await trial.state());
    if (trial.open !== "anyone") await aspect("without a key", () => refused(stage.nobody, asked, [401]));
    await aspect("with another organization's key", () => strange(asked, before));
    if (writes && !trial.open)
      await aspect("with a key that only reads", () => refused(stage.reader, asked, [403]));
    else if (!writes)
      await aspect("with a key that only reads", async () => {
        const said = await send(stage.reader, asked);
        must(said.status === 200, text(said));
      });
    if (takesBody) await wrongBodies(asked, one);
    const after = JSON.stringify(await trial.state());
    must(after === before, `something was changed by what was refused: ${before} is ${after}`);
  });
  if (takesBody && stage.unknown === "ignore")
    await aspect("with an unknown field", async () => {
      const asked = await trial.full();
      const one = Array.isArray(asked.body) ? asked.body[0] : asked.body;
      const said = await send(own, asked, { ...one, no_such_field: 1 });
      must(said.status === success, text(said));
      const told = said.headers.get("backroom-ignored-fields") ?? "";
      must(told.split(", ").includes("no_such_field"), `told as ignored: '${told}'`);
    });
  if (trial.least)
    await aspect("with the least body", async () => {
      await succeeds(await trial.least!());
    });
  await aspect("with the full request", async () => {
    const asked = await trial.full();
    const said = await succeeds(asked);
    if (!trial.example) await stage.note?.(operation, asked, said);
  });
  if (trial.example)
    await aspect("with its example", async () => {
      const asked = await trial.example!();
      await stage.note?.(operation, asked, await send(asked.as ?? own, asked));
    });
  await aspect("with a key for no more than this", async () => {
    await succeeds(await trial.full(), await stage.permitted(operation));
  });
  return problems;
}

/** The fields of a body with a file as a form. */
function formOf(body: Record<string, Json>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body))
    if (value instanceof File) form.append(name, value);
    else form.append(name, String(value));
  return form;
}

/** Throws where a field differs from what was written. */
export function sameFields(
  written: Json,
  seen: Json,
  how: string,
  reads: Record<string, (sent: Json) => Json> = {},
): void {
  if (!isObject(seen)) throw new Error(`not to be seen by ${how}`);
  for (const [name, sent] of Object.entries(written)) {
    const due = reads[name] ? reads[name](sent) : sent;
    if (due === undefined) continue;
    if (!same(due, seen[name]))
      throw new Error(
        `'${name}' was written ${JSON.stringify(sent)} and reads ${JSON.stringify(seen[name])} by ${how}`,
      );
  }
}

function same(a: Json, b: Json): boolean {
  if (typeof a === "string" && typeof b === "string" && /^\d{4}-\d\d-\d\dT/.test(a))
    return Date.parse(a) === Date.parse(b);
  if (!isObject(a) || !isObject(b)) return JSON.stringify(a) === JSON.stringify(b);
  return Object.keys(a).every((name) => same(a[name], b[name]));
}

/** The summary line of a dialect: operations that pass, and the reasons of those that fail. */
export function verdict(
  dialect: string,
  all: readonly SeedOperation[],
  found: Map<string, string[]>,
): string {
  const failing = all.filter(({ key }) => found.get(key)?.length !== 0);
  const line = `${dialect}: ${all.length - failing.length}/${all.length} operations pass`;
  const why = failing.map(({ key }) => `  ${key}${found.has(key) ? "" : ": not tried"}`);
  return [line, ...why].join("\n");
}

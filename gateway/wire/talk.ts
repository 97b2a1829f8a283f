/** One request in a dialect's words: what its rows use to read bodies and to show what the services answer. */
import { findTerms } from "../../services/catalog/public.ts";
import { fail, invalid, invalidField } from "../../shared/errors.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import { exponentOf } from "../../shared/money.ts";
import type { ListQuery, Page } from "../../shared/page.ts";
import type { ActionRef, Call, CallOptions } from "../../shared/service/reference.ts";
import type { Principal } from "../principals.ts";
import type { Answer, Asked, Dialect, Parameter, RouteRow } from "../row.ts";
import type { Wire } from "./codecs.ts";
import { inWords } from "./refusals.ts";
import {
  noTerms,
  type Row,
  readBody,
  type Shape,
  show,
  type TermKind,
  type Terms,
  termsNamed,
  termsShown,
  unknownIn,
} from "./shape.ts";

export type Query = [name: string, value: string][];

/** How a dialect pages. */
export type Paging = {
  parameters: readonly Parameter[];
  /** Takes its own parameters out of the query. */
  read(query: Query, sorts: ReadonlyMap<string, string>): { list: ListQuery; rest: Query };
  body(page: Page<unknown>, list: ListQuery): object;
  schema(item: JsonSchema): JsonSchema;
};

/** A dialect with what its rows need: the questions that every row of it answers alike. */
export type Speech = Dialect & {
  /** What becomes of names that it does not know (D41). */
  unknown: "refuse" | "ignore";
  paging: Paging;
  /** The variant of keys that name none, which is the one that is documented. */
  profile: string;
  profileOf(principal: Principal): string;
  /** Variants whose records show what has no value as null, beyond what the document calls nullable. */
  nulls?(profile: string): boolean;
  /** Spellings of filters that a variant does not have, although we could read them. */
  refuses?(name: string, wire: Wire): boolean;
  /** Refuses a request that is not this dialect's to answer, such as another organization's address (API-14). */
  guard?(asked: Asked): void;
};

export type Talk = {
  asked: Asked;
  principal: Principal;
  wire: Wire;
  /** The body: one object. */
  body: Row;
  /** Names that were given and left aside. */
  ignored: Set<string>;
  call<R>(action: string, input: object, options?: CallOptions): Promise<R>;
  /** The same by typed references, for what the gateway asks in common. */
  ask: Call;
  /** One body in our words. */
  read(shape: Shape, body: Row, mode: "whole" | "change"): Promise<Row>;
  /** Several; violations name the element. */
  readEach(shape: Shape, bodies: readonly Row[], mode: "whole" | "change", several: boolean): Promise<Row[]>;
  show(shape: Shape, row: Row, include?: ReadonlySet<string>): Promise<Row>;
  showEach(shape: Shape, rows: readonly Row[], include?: ReadonlySet<string>): Promise<Row[]>;
  /** Says what is wrong in the shape's words. */
  speaking<T>(shape: Shape, work: () => Promise<T>, several?: boolean): Promise<T>;
};

export function wireOf(speech: Speech, principal: Principal): Wire {
  const { slug: organization, currency, timezone } = principal.org;
  const profile = speech.profileOf(principal);
  return {
    organization,
    currency,
    exponent: exponentOf(currency),
    timezone,
    profile,
    strict: speech.unknown === "refuse",
    nulls: speech.nulls?.(profile) ?? false,
  };
}

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Objects of a body that is one or a list of them, with whether it was a list (BLK-1). */
export function objectsOf(body: unknown, most = 500): { several: boolean; bodies: Row[] } {
  const several = Array.isArray(body);
  const bodies: unknown[] = several ? body : [body];
  if (bodies.length === 0 || bodies.length > most)
    throw invalidField("", "too_many", `Send 1 to ${most} objects; there are ${bodies.length}.`);
  const wrong = bodies.findIndex((each) => !isRow(each));
  if (wrong >= 0) throw invalidField(several ? `/${wrong}` : "", "object", "It must be an object.");
  return { several, bodies: bodies as Row[] };
}

function talkOf(speech: Speech, asked: Asked, call: Call): Talk {
  const principal = asked.principal;
  if (!principal) throw fail("unauthorized", "Send an API key as 'Authorization: Bearer <key>'.");
  const wire = wireOf(speech, principal);
  const ignored = new Set<string>();
  const ask = <R>(action: string, input: object, options?: CallOptions) =>
    call({ name: action } as ActionRef<object, R>, input, options);

  async function readEach(shape: Shape, bodies: readonly Row[], mode: "whole" | "change", several: boolean) {
    const terms = await termsOf(
      ask,
      bodies.flatMap((body) => termsNamed(shape, body)),
      [],
    );
    const read = bodies.map((body) => readBody(shape, body, wire, mode === "whole", terms));
    const place = (i: number, pointer: string) => (several ? `/${i}${pointer}` : pointer);
    const violations = read.flatMap((each, i) => [
      ...each.violations.map((one) => ({ ...one, pointer: place(i, one.pointer) })),
      ...(speech.unknown === "refuse"
        ? each.ignored.map((name) => {
            const one = unknownIn(shape, name);
            return { ...one, pointer: place(i, one.pointer) };
          })
        : []),
    ]);
    if (violations.length) throw invalid(violations);
    for (const each of read) for (const name of each.ignored) ignored.add(name);
    return read.map((each) => each.values);
  }

  async function showEach(shape: Shape, rows: readonly Row[], include?: ReadonlySet<string>) {
    const terms = await termsOf(ask, [], termsShown(shape, rows));
    return rows.map((row) => show(shape, row, wire, terms, include));
  }

  return {
    asked,
    principal,
    wire,
    ignored,
    get body() {
      const body = asked.body ?? {};
      if (!isRow(body)) throw invalidField("", "object", "The body must be an object.");
      return body;
    },
    call: ask,
    ask: call,
    readEach,
    showEach,
    read: async (shape, body, mode) => (await readEach(shape, [body], mode, false))[0]!,
    show: async (shape, row, include) => (await showEach(shape, [row], include))[0]!,
    async speaking(shape, work, several = false) {
      try {
        return await work();
      } catch (error) {
        throw inWords(shape, error, several);
      }
    },
  };
}

/** Ids for slugs and slugs for ids: one question for all. */
async function termsOf(
  ask: Talk["call"],
  slugs: { kind: TermKind; slug: string }[],
  ids: { kind: TermKind; id: string }[],
): Promise<Terms> {
  if (slugs.length + ids.length === 0) return noTerms;
  const kinds = [...new Set([...slugs, ...ids].map((each) => each.kind))];
  const wanted = kinds.map((kind) => ({
    kind,
    slugs: [...new Set(slugs.filter((each) => each.kind === kind).map((each) => each.slug))],
    ids: [...new Set(ids.filter((each) => each.kind === kind).map((each) => each.id))],
  }));
  const found = await ask<{ kind: string; id: string; slug: string }[]>(
    findTerms.name,
    { wanted },
    { trial: true },
  );
  const byId = new Map(found.map((each) => [each.id, each.slug]));
  const bySlug = new Map(found.map((each) => [`${each.kind} ${each.slug}`, each.id]));
  return { id: (kind, slug) => bySlug.get(`${kind} ${slug}`), slug: (id) => byId.get(id) };
}

/** What a dialect's table says of one row. */
export type Spec = {
  method: RouteRow["method"];
  /** Below the dialect's prefix. */
  path: string;
  scope: RouteRow["scope"];
  document: Omit<RouteRow["document"], "status" | "schema"> & { schema?: JsonSchema; status?: number };
  body?: { schema: JsonSchema; required: boolean };
  body_limit?: number;
  run(talk: Talk): Promise<unknown>;
};

/** Marks what `run` answers as a whole answer with headers of its own. */
export const answered = (answer: Answer) => ({ $answer: answer });

/** A row of a dialect from its table. */
export function speak(speech: Speech, spec: Spec): RouteRow {
  const status = spec.document.status ?? 200;
  return {
    dialect: speech,
    method: spec.method,
    path: speech.prefix + spec.path,
    scope: spec.scope,
    ...(spec.body ? { body: spec.body } : {}),
    ...(spec.body_limit ? { body_limit: spec.body_limit } : {}),
    document: { ...spec.document, status, schema: spec.document.schema ?? { type: "object" } },
    async answer(asked, call) {
      speech.guard?.(asked);
      const talk = talkOf(speech, asked, call);
      const body = await spec.run(talk);
      const own = (body as { $answer?: Answer } | null)?.$answer;
      const names = [...talk.ignored].slice(0, 50).map(encodeURIComponent).join(", ");
      const headers: Record<string, string> = names ? { "Backroom-Ignored-Fields": names } : {};
      return own ? { ...own, headers: { ...headers, ...own.headers } } : { status, body, headers };
    },
  };
}

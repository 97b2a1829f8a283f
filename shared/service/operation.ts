/**
 * An operation: one verb with a name, an input table, a scope and a result. The declaration is data, so that
 * the gateway and other services know it without its code; `command`, `query` or `flow` bind its behavior.
 */
import {
  choice,
  count,
  type FieldTable,
  flag,
  type Given,
  id,
  type JsonSchema,
  json,
  list,
  objectSchema,
  type Received,
  text,
  type Values,
} from "../fields/index.ts";
import type { Grant } from "../grants.ts";
import type { Headers, Meta } from "../meta.ts";
import type { ListQuery, Page } from "../page.ts";
import type { AnyResource, Entity, Resource } from "../resource/resource.ts";
import type { RunSaga } from "../saga/saga.ts";
import type { Global } from "./global.ts";
import type { Reader } from "./reader.ts";
import type { ActionRef, Call } from "./reference.ts";
import type { Transact } from "./transact.ts";
import type { Tx, Write } from "./tx.ts";

/** The result of an operation: a schema for documents, a type for code, and its table if it has one. */
export type Shape<T> = {
  readonly schema: JsonSchema;
  readonly name?: string;
  readonly columns?: FieldTable;
  readonly types?: T;
};

export const entityOf = <T extends FieldTable>(resource: Resource<T>): Shape<Entity<Resource<T>>> => ({
  schema: objectSchema(resource.columns),
  name: resource.name,
  columns: resource.columns,
});
export const listOf = <T>(shape: Shape<T>): Shape<T[]> => ({
  schema: { type: "array", items: shape.schema },
});
export const shapeOf = <T extends FieldTable>(table: T): Shape<Values<T>> => ({
  schema: objectSchema(table),
  columns: table,
});

export type Route = { method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"; path: string; status: number };

type Options<I extends FieldTable, O> = {
  /** "service.resource.verb". */
  name: string;
  input: I;
  output: Shape<O>;
  /** For API users: the first sentence is the summary, the rest the description. */
  about: string;
  /** Codes it may refuse with, beside those common to all requests of its kind. */
  refuses?: readonly string[];
  /** Required from outside callers. A resource declares it, or this operation does with `grant`. */
  scope?: string;
  /** The lowest role that has the scope, if no resource declares it. */
  grant?: Grant;
  /** "POST /sales/{id}/finalize"; without it only other services can call the operation. */
  http?: `${Route["method"]} /${string}`;
  /** 201 when it creates something. */
  status?: 200 | 201 | 202;
  /** Path of the tag in the documentation. */
  tag?: string;
  /** Media types of the file that it makes; the first is the default. */
  media?: readonly string[];
  /** Bytes of body accepted; the gateway's default otherwise. */
  body_limit?: number;
  /** A list of this resource: filters, sorts and cursors in the query string; the input is `listInput`. */
  paged?: AnyResource;
  /** Everything except the path is optional, and no default applies (RFC 7396). */
  change?: boolean;
  /** Shows or changes data of all stores: closed to members restricted to certain stores (PRM-4). */
  spans_stores?: boolean;
  /** Fields whose targets `expand` may show, when the output is not the resource of the same name. */
  expands?: AnyResource;
};

/** The input of an operation's caller; a change contains only the changed fields. */
type Sent<I extends FieldTable, C> = C extends true ? Partial<Given<I>> : Given<I>;

export type Operation<I extends FieldTable = FieldTable, O = unknown, C = unknown> = ActionRef<
  Sent<I, C>,
  O
> &
  Omit<Options<I, O>, "http"> & { readonly kind: "operation"; readonly http?: Route };

// biome-ignore-start lint/suspicious/noExplicitAny: registries hold operations of any input and output.
export type AnyOperation = Omit<Operation<any, any>, "types"> & ActionRef<any, any>;
// biome-ignore-end lint/suspicious/noExplicitAny: as above.

/** The input as the operation's handler receives it: with its defaults. */
export type ReceivedBy<D> = D extends { readonly input: infer I extends FieldTable } ? Received<I> : never;

export function operation<const I extends FieldTable, O, const C = false>(
  options: Options<I, O> & { change?: C },
): Operation<I, O, C> {
  const { http, ...rest } = options;
  if (!http) return { ...rest, kind: "operation" };
  const [method, path] = http.split(" ") as [Route["method"], string];
  return { ...rest, kind: "operation", http: { method, path, status: options.status ?? 200 } };
}

/** A flow's tools: reads, other services, transactions of its own and sagas, but nothing implicit. */
export type FlowContext = {
  reader: Reader;
  meta: Meta;
  headers: Headers;
  call: Call;
  transact: Transact;
  /** Conditional writes, each on its own. */
  write: Write;
  runSaga: RunSaga;
};

/** The input of an operation that lists, in the form for `Reader.page`. */
export const listInput = {
  conditions: list(json(), { optional: true, max: 100 }),
  ids: list(id(), { optional: true, max: 500 }),
  sort: text({ optional: true, max: 100 }),
  limit: count({ optional: true, min: 1, max: 500 }),
  cursor: text({ optional: true, max: 2000 }),
  skip: count({ optional: true, max: 1_000_000 }),
  deleted: choice(["exclude", "include", "only"], { optional: true }),
  count: flag({ optional: true }),
  search: text({ optional: true, max: 200 }),
} as const;

export const pageOf = <T>(shape: Shape<T>): Shape<Page<T>> => ({
  schema: {
    type: "object",
    properties: {
      data: { type: "array", items: shape.schema },
      next_cursor: { type: ["string", "null"] },
      count: { type: "integer" },
    },
    required: ["data", "next_cursor"],
  },
});

/** The query of a list operation, as `Reader.page` takes it. */
export const listQueryOf = (input: Received<typeof listInput>): ListQuery =>
  Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined && value !== null),
  ) as ListQuery;

type Input = Record<string, unknown>;

/** Calls of operations for a tenant, once that is known. */
export type CallFor = (meta: Meta) => Call;

type Steps = {
  gather?(call: Call, input: Input, meta: Meta, reader: Reader): Promise<unknown>;
  verifies?: readonly string[];
  run(tx: Tx, input: Input, gathered: unknown): Promise<unknown>;
  after?(call: Call, input: Input): Promise<unknown>;
};

/**
 * Behavior bound to a declaration. Declared as methods, because each takes its own input, checked by the
 * declaration's rules.
 */
export type Handler =
  | ({ mode: "command"; operation: AnyOperation } & Steps)
  | {
      mode: "query";
      operation: AnyOperation;
      run(reader: Reader, input: Input, call: Call): Promise<unknown>;
    }
  | {
      mode: "flow";
      operation: AnyOperation;
      verifies?: readonly string[];
      run(context: FlowContext, input: Input): Promise<unknown>;
    }
  | {
      mode: "global";
      operation: AnyOperation;
      run(global: Global, input: Input, callFor: CallFor): Promise<unknown>;
    }
  /** Rows that are created independently; `creates` names the command for one of them. */
  | { mode: "rows"; operation: AnyOperation; creates: string };

/** Runs in one transaction; gathers data from other services before it, and calls others after it. */
export function command<I extends FieldTable, O>(
  declared: Operation<I, O>,
  run: (tx: Tx, input: Received<I>) => Promise<O>,
): Handler;
export function command<I extends FieldTable, O, G = undefined>(
  declared: Operation<I, O>,
  steps: {
    gather?: (call: Call, input: Received<I>, meta: Meta, reader: Reader) => Promise<G>;
    /** References that `gather` verifies itself, refusing missing ones: not verified twice. */
    verifies?: readonly (keyof I & string)[];
    run: (tx: Tx, input: Received<I>, gathered: Awaited<G>) => Promise<O>;
    /**
     * Follows once the command is committed, before it is answered: a refused command has changed nothing elsewhere. The command
     * stands whatever becomes of it, so it may be missed; a repetition under the same key does it again.
     */
    after?: (call: Call, input: Received<I>) => Promise<unknown>;
  },
): Handler;
export function command(declared: AnyOperation, behavior: Steps | Steps["run"]): Handler {
  const steps = typeof behavior === "function" ? { run: behavior } : behavior;
  return { mode: "command", operation: declared, ...steps };
}

/** Only reads. */
export const query = <I extends FieldTable, O>(
  declared: Operation<I, O>,
  run: (reader: Reader, input: Received<I>, call: Call) => Promise<O>,
): Handler => ({ mode: "query", operation: declared, run });

/** Works across services: reads, calls, and a saga or transactions of its own. */
export const flow = <I extends FieldTable, O>(
  declared: Operation<I, O>,
  run: (context: FlowContext, input: Received<I>) => Promise<O>,
  /** References that it verifies itself, refusing missing ones. */
  verifies: readonly (keyof I & string)[] = [],
): Handler => ({ mode: "flow", operation: declared, run, verifies });

/** Runs before a tenant is known: sign-in and the creation of an organization. */
export const beforeTenant = <I extends FieldTable, O>(
  declared: Operation<I, O>,
  run: (global: Global, input: Received<I>, callFor: CallFor) => Promise<O>,
): Handler => ({ mode: "global", operation: declared, run });

/** The declared resource that an operation concerns, for its documentation's tag. */
export const tagOf = (declared: AnyOperation, resources: readonly AnyResource[]): string =>
  declared.tag ??
  resources.find((each) => declared.name.startsWith(`${each.service}.${each.name}.`))?.plural ??
  "other";

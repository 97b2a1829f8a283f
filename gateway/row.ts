/** A route row: what a dialect's tables expand to, and all that the gateway knows of a route. */

import type { JsonSchema } from "../shared/fields/index.ts";
import type { Call } from "../shared/service/reference.ts";
import type { Principal } from "./principals.ts";
import type { Problem } from "./problem.ts";

/** A request after its form was checked: path parameters by name, query parameters in order, the parsed body. */
export type Asked = {
  params: Record<string, string>;
  query: [name: string, value: string][];
  body: unknown;
  principal: Principal | null;
  request_id: string;
};

/** `stream`: sent as it comes, with the content type among the headers, in place of a body. */
export type Answer = {
  status: number;
  body?: unknown;
  stream?: AsyncIterable<string>;
  headers?: Record<string, string>;
};

/** A route for everyone with a key: what the key may see, the row decides by its scopes. */
export const ANY_KEY = Symbol("any key");

/** What documentation says of a parameter. */
export type Parameter = { name: string; schema: JsonSchema; about?: string; style?: "deepObject" };

export type RouteRow = {
  dialect: Dialect;
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** With the dialect's prefix: "/api/v1/items/{id}". */
  path: string;
  /**
   * Scope that the principal needs; ANY_KEY: a key, whatever it may; null: open to anyone. A row without a declaration
   * does not compile (PRM-5).
   */
  scope: string | typeof ANY_KEY | null;
  body_limit?: number;
  /** The JSON body; absent: none is taken. */
  body?: { schema: JsonSchema; required: boolean };
  answer: (asked: Asked, call: Call) => Promise<Answer>;
  document: {
    operation_id: string;
    tag: string;
    about: string;
    parameters?: Parameter[];
    status: number;
    schema: JsonSchema;
    /** Of the answer; JSON unless told. */
    media?: string;
  };
};

/** A refusal in a document: its status, what it means, its body. */
export type Refusal = { status: number; about: string };

/** What differs from dialect to dialect outside the rows. */
export type Dialect = {
  name: string;
  prefix: string;
  title: string;
  about: string;
  /** A refusal in this dialect's own words and body. */
  problem(problem: Problem): { status: number; body: unknown; content_type: string };
  /** What its document says of refusals. */
  refusals: { schema: JsonSchema; media: string; of(row: RouteRow): readonly Refusal[] };
};

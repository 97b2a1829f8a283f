/** Requests and responses as the gateway's behaviors see them. */
import type { IncomingHttpHeaders } from "node:http";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { UploadedFile } from "../body/uploaded-file.ts";
import type { Principal } from "../principals.ts";

export type Query = [name: string, value: string][];

/** A request whose form was checked: path parameters by name, query parameters in order, the parsed body. */
export type GatewayRequest = {
  method: string;
  params: Record<string, string>;
  query: Query;
  headers: IncomingHttpHeaders;
  /** The JSON value, or the fields of a form. */
  body: unknown;
  /** Files of a multipart body; they are removed when the request ends. */
  files: readonly UploadedFile[];
  principal: Principal | null;
  request_id: string;
};

/** Bytes that can be read from any position, so that a caller may ask for a range of them. */
export type RangedBytes = { size: number; read(start: number, end: number): AsyncIterable<Uint8Array> };

/** One of `body` (JSON), `stream` and `bytes`, or nothing; the latter two with their Content-Type among the headers. */
export type GatewayResponse = {
  status: number;
  body?: unknown;
  stream?: AsyncIterable<string | Uint8Array>;
  bytes?: RangedBytes;
  /** A list repeats the header. */
  headers?: Record<string, string | string[]>;
};

/** A route for every caller with a credential; the behavior decides by the scopes what they see. */
export const ANY_KEY = Symbol("any key");

/** A route open to everyone; a caller with a credential gets their own rows. */
export const OPTIONAL_KEY = Symbol("optional key");

/** Null: open to anyone. A route without a scope does not compile (PRM-5). */
export type Scope = string | typeof ANY_KEY | typeof OPTIONAL_KEY | null;

/** A query parameter in documents. */
export type Parameter = {
  name: string;
  schema: JsonSchema;
  about?: string;
  style?: "deepObject";
  required?: boolean;
};

export type BodyMedia = "application/json" | "application/x-www-form-urlencoded" | "multipart/form-data";

export type RouteBody = {
  schema: JsonSchema;
  required: boolean;
  /** JSON alone by default. */
  media?: readonly BodyMedia[];
  /** Bytes accepted; the gateway's default otherwise. */
  limit?: number;
};

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

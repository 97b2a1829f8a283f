/** A route: everything that the gateway knows about one operation of a dialect. */
import type { noteAccess } from "../../services/accounts/public.ts";
import type { JsonSchema } from "../../shared/fields/index.ts";
import type { ActionRef, Call, InputOf } from "../../shared/service/reference.ts";
import type { StrictKind } from "../limits.ts";
import type { Dialect } from "./dialect.ts";
import type { GatewayRequest, GatewayResponse, Method, Parameter, RouteBody, Scope } from "./request.ts";

/** Calls for one request. `read` sends no idempotency key: for reads and trials of changes. */
export type RequestCall = Call & {
  read<In, Out>(operation: ActionRef<In, Out>, input: NoInfer<In>): Promise<Out>;
  /** Counts the request in a stricter bucket, or throws 429; calls of limited operations count by themselves. */
  admit(kind: StrictKind): Promise<void>;
  /** Records what the request is about to show; throws when it cannot be recorded, and then it must not be shown (AUD-2). */
  note(access: Noted): Promise<void>;
};

/** What the gateway records of a request, beside its route. */
export type Noted = Omit<InputOf<typeof noteAccess>, "operation">;

export type Route = {
  dialect: Dialect;
  id: string;
  method: Method;
  /** With the dialect's prefix: "/api/v1/items/{id}". */
  path: string;
  scope: Scope;
  /** The features that the document requires. */
  features: readonly string[];
  /** One of these roles, in words of the document. */
  roles: readonly string[];
  /** Absent: the operation takes no body. */
  body?: RouteBody;
  answer: (request: GatewayRequest, call: RequestCall) => Promise<GatewayResponse>;
  tag: string;
  about: string;
  parameters: readonly Parameter[];
  /** The status of a success in a variant. */
  status: (profile: string) => number;
  /** Schemas of the parameters in the path. */
  pathSchemas: Readonly<Record<string, JsonSchema>>;
  /** Error codes of this route, beside those that every request of its kind may get. */
  refuses: readonly string[];
  /** Where it sends browsers on to, in words. */
  sendsOn?: string;
  /** Schema of the answer in a variant; absent: it has no body. */
  response?: (profile: string) => JsonSchema;
  /** Media type of the answer. */
  media: string;
  /** Media types of files that it answers with where the caller asks for them. */
  files: readonly string[];
};

/** One request being served, from its first byte to its log line. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Route } from "./kit/route.ts";
import type { Principal } from "./principals.ts";

export type Exchange = {
  started: number;
  request_id: string;
  request: IncomingMessage;
  response: ServerResponse;
  principal?: Principal | null;
  /** The route, once it is found. */
  route?: Route;
  /** Headers known before the answer, such as those of the rate limit. */
  headers?: Record<string, string>;
};

/** A client for any address that reads bodies of every kind, for dialects. */
import type { Json, Reply } from "./backroom.ts";

export type Wire = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Anything other than 2xx fails the test with the answer's text. */
  ok(method: string, path: string, body?: unknown): Promise<Json>;
};

export function wireTo(base: string, key?: string): Wire {
  const send: Wire["send"] = async (method, path, body, headers = {}) => {
    const whole = body instanceof FormData || typeof body === "string";
    const typed = body === undefined || body instanceof FormData;
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(typed ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: whole ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      body: json && text ? JSON.parse(text) : text,
      headers: response.headers,
    };
  };
  return {
    send,
    async ok(method, path, body) {
      const reply = await send(method, path, body);
      if (reply.status >= 300)
        throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body;
    },
  };
}

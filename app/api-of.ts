/** The native API as a script calls it: one sentence says what went wrong. */
import { provisionError } from "../shared/provision/provision-error.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a script would.
export type Json = Record<string, any>;
export type Api = {
  get(path: string): Promise<Json>;
  post(path: string, body?: object): Promise<Json>;
  patch(path: string, body: object): Promise<Json>;
};

function contentOf(body: object | undefined): { headers: Record<string, string>; body?: string | FormData } {
  if (body === undefined) return { headers: {} };
  if (body instanceof FormData) return { headers: {}, body };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

export function apiOf(base_url: string, key: string): Api {
  const send = async (method: string, path: string, given?: object): Promise<Json> => {
    const { headers, ...content } = contentOf(given);
    const response = await fetch(`${base_url}/api/v1${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${key}` },
      ...content,
    }).catch(() => {
      throw provisionError(`Nothing answers at ${base_url}: start Backroom first (npm start).`);
    });
    const answer = (await response.json()) as Json;
    if (!response.ok) throw provisionError(`${method} ${path}: ${response.status} ${answer.detail}`);
    return answer;
  };
  return {
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    patch: (path, body) => send("PATCH", path, body),
  };
}

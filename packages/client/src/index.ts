/** The native API of Backroom. Every operation of its document is a method: `backroom.items.createItem(…)`. */
import { Api, type FullRequestParams, type QueryParamsType } from "./api.ts";
import { BackroomError } from "./error.ts";
import { patient, type Send } from "./patient.ts";

export * from "./api.ts";
export { BackroomError } from "./error.ts";

export type Options = {
  /** Where the gateway listens, like "https://shop.example". */
  url: string;
  /** An API key, or the token of a session. */
  key: string;
  /** How often a request is sent at most; 5 by default, 1 sends each once. */
  attempts?: number;
  /** Replaces the global fetch. */
  fetch?: Send;
};

/**
 * Requests are repeated while the service is busy or cannot be reached: writes have an `Idempotency-Key`, so that they happen
 * once. A refusal is thrown as a BackroomError.
 */
export class Backroom extends Api<unknown> {
  constructor({ url, key, attempts = 5, fetch: send = fetch }: Options) {
    super({
      baseUrl: `${url.replace(/\/$/, "")}/api/v1`,
      baseApiParams: { headers: { Authorization: `Bearer ${key}` } },
      customFetch: patient(send, attempts),
    });
    const { request } = this;
    this.request = async <T, E>(given: FullRequestParams) => {
      try {
        // The document tells which answers are JSON: the others are files.
        return await request<T, E>({ format: "blob", ...given });
      } catch (error) {
        throw error instanceof Response ? new BackroomError(error) : error;
      }
    };
  }

  /** Filters as the API reads them: `tag_price: { gte: 1000 }` as `tag_price[gte]=1000`, a list as "a,b". */
  protected override toQueryString(query: QueryParamsType = {}): string {
    const pairs = Object.entries(query).flatMap(([name, value]): [string, unknown][] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([operator, each]) => [`${name}[${operator}]`, each])
        : [[name, value]],
    );
    const given = pairs.filter(([, value]) => value !== undefined);
    return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  }
}

type Page<T> = { data: { data: T[]; next_cursor: string | null } };

/** All entries of a list, page by page: `for await (const item of every((cursor) => backroom.items.listItems({ cursor })))`. */
export async function* every<T>(read: (cursor?: string) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const { data: page } = await read(cursor);
    yield* page.data;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

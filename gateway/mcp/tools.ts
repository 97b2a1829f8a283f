/** The tools of an assistant: it finds what can be read, reads it, and searches. None of them changes anything. */
import { isRead, type Read, readsNamed } from "./reads.ts";

export type Reading = {
  reads: readonly Read[];
  /** The answer of a read by its path and query, as the key of the caller gets it. */
  get(path: string, query: Record<string, string>): Promise<{ status: number; type: string; text: string }>;
};

export type Result = { text: string; isError: boolean };
type Arguments = Record<string, unknown>;

type Tool = {
  title: string;
  description: string;
  inputSchema: { type: "object"; properties: Record<string, object>; required?: string[] };
  run(given: Arguments, reading: Reading): Promise<Result>;
};

/** An assistant cannot hold more at once. */
const MOST_CHARACTERS = 60_000;

const refused = (text: string): Result => ({ text, isError: true });

async function read(path: string, query: Record<string, string>, { get }: Reading): Promise<Result> {
  const { status, type, text } = await get(path, query);
  if (!/json/.test(type)) return refused(`${path} is a file (${type}): open its address with the key.`);
  if (text.length > MOST_CHARACTERS)
    return refused(
      `The answer has ${text.length} characters: ask for less, with a filter or a smaller 'limit'.`,
    );
  return { text, isError: status >= 400 };
}

const shown = ({ path, summary, parameters }: Read): string =>
  [`GET ${path}: ${summary}`, ...parameters.map((each) => `  ${each}`)].join("\n");

const isTexts = (value: unknown): value is Record<string, string | number | boolean> =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((each) => typeof each !== "object");

const words = { type: "string", description: "Words in any order." };

export const tools: Readonly<Record<string, Tool>> = {
  find_reads: {
    title: "Find what can be read",
    description:
      "Lists the reads whose address or description has the words, with their filters: items, sales, accounts, payouts, reports, stock, orders, contracts and more.",
    inputSchema: { type: "object", properties: { words } },
    async run({ words: given = "" }, { reads }) {
      const found = readsNamed(reads, String(given));
      if (found.length === 0) return refused("No read has these words. Try one word, such as 'sales'.");
      return { text: found.map(shown).join("\n"), isError: false };
    },
  },
  read: {
    title: "Read",
    description:
      "Reads an address that find_reads has named, with ids in the place of {id}. Amounts are integers in minor units. Lists answer `data` and `next_cursor`: send it as `cursor` for the next page.",
    inputSchema: {
      type: "object",
      properties: {
        path: { type: "string", description: "For example /items or /sales/{id} with an id." },
        query: {
          type: "object",
          description:
            'Filters and limits, for example {"status": "active", "limit": "20", "tag_price:gte": "1000"}.',
          additionalProperties: { type: ["string", "number", "boolean"] },
        },
      },
      required: ["path"],
    },
    async run({ path, query = {} }, reading) {
      if (typeof path !== "string" || !isRead(reading.reads, path))
        return refused("'path' must be an address that find_reads names, such as /items.");
      if (!isTexts(query)) return refused("'query' must be an object of texts and numbers.");
      return read(
        path,
        Object.fromEntries(Object.entries(query).map(([name, each]) => [name, String(each)])),
        reading,
      );
    },
  },
  search: {
    title: "Search",
    description: "Finds items and consignors by words of their names, titles, numbers and codes.",
    inputSchema: {
      type: "object",
      properties: { words, limit: { type: "integer", minimum: 1, maximum: 50 } },
      required: ["words"],
    },
    run: ({ words: given = "", limit = 10 }, reading) =>
      read("/search", { search: String(given), limit: String(limit) }, reading),
  },
};

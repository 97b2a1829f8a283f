/**
 * The file of one tenant: a header, one row a line, and a closing line with the file's totals. A file that
 * was truncated, damaged or changed is refused before any of it is written.
 */
import { createHash } from "node:crypto";
import mongoose from "mongoose";
import { fail } from "../errors.ts";
import { cipherOf, opened } from "./cipher.ts";

const { EJSON } = mongoose.mongo.BSON;

/** The first line: identifies the file. */
export type Header = {
  kind: "backroom-organization";
  version: 3;
  org_ids: string[];
  /** The migrations that the rows of each service have had: id → version. */
  migrations: Record<string, Record<string, string>>;
  probe: string;
  services: string[];
};
export type Line = { service: string; collection: string; row: Record<string, unknown> };
/** The last line. `digest`: SHA-256 of all lines before it, each with its line break. */
type Closing = { kind: "end"; rows: Record<string, number>; digest: string };

const PROBE = "backroom";

export const headerLine = (
  { org_ids, migrations, services }: Pick<Header, "org_ids" | "migrations" | "services">,
  secret_key: string,
): string =>
  JSON.stringify({
    ...{ kind: "backroom-organization", version: 3, org_ids, migrations },
    probe: cipherOf(secret_key).seal(PROBE),
    services,
  } satisfies Header);

export const rowLine = (line: Line): string => EJSON.stringify(line, { relaxed: false });

/** Counts lines by kind of row, and digests all of them. */
export function tally() {
  const rows: Record<string, number> = {};
  const hash = createHash("sha256");
  return {
    note(text: string, line?: Line): void {
      hash.update(`${text}\n`);
      if (!line) return;
      const key = `${line.service}/${line.collection}`;
      rows[key] = (rows[key] ?? 0) + 1;
    },
    total: (): number => Object.values(rows).reduce((sum, each) => sum + each, 0),
    closing: (): string =>
      JSON.stringify({ kind: "end", rows, digest: hash.digest("hex") } satisfies Closing),
  };
}

const refused = (why: string) => fail("unprocessable", `${why} Nothing was imported.`);

/** Numbers in rows keep their types; header and closing line are plain JSON. */
const readRow = (text: string): unknown => EJSON.parse(text, { relaxed: false });

function objectIn(
  text: string,
  number: number,
  read: (text: string) => unknown = JSON.parse,
): Record<string, unknown> {
  try {
    const value = read(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below, like JSON that is not an object.
  }
  throw refused(`Line ${number} of the file is cut or garbled.`);
}

function headerIn(text: string, secret_key: string): Header {
  const header = objectIn(text, 1) as Partial<Header>;
  if (header.kind !== "backroom-organization" || header.version !== 3 || !Array.isArray(header.org_ids))
    throw refused("This is not a file of `backroom export`.");
  if (opened(cipherOf(secret_key), String(header.probe)) !== PROBE)
    throw refused("The file was written under another SECRET_KEY: set the same one here.");
  return header as Header;
}

function rowIn(text: string, number: number, services: readonly string[]): Line {
  const { service, collection, row } = objectIn(text, number, readRow) as Partial<Line>;
  if (typeof service !== "string" || typeof collection !== "string" || typeof row !== "object")
    throw refused(`Line ${number} of the file is no row of an organization.`);
  if (!services.includes(service)) throw refused(`There is no service '${service}' here.`);
  return { service, collection, row };
}

/** Reads a whole file once and writes nothing; returns its header if every line is intact. */
export async function checkedHeader(
  lines: AsyncIterable<string>,
  { services, secret_key }: { services: readonly string[]; secret_key: string },
): Promise<Header> {
  const { note, closing } = tally();
  let header: Header | undefined;
  let last: string | undefined;
  let number = 0;
  // Stay one line behind, because only the end shows which line is the last.
  for await (const text of lines) {
    if (last !== undefined) {
      const line = number === 1 ? undefined : rowIn(last, number, services);
      note(last, line);
    }
    number += 1;
    header ??= headerIn(text, secret_key);
    last = text;
  }
  if (!header) throw refused("The file is empty.");
  if (number < 2 || objectIn(last!, number).kind !== "end")
    throw refused("The file has no closing line: it was cut.");
  if (last !== closing())
    throw refused("The file is not as it was exported: its closing line tells of other rows.");
  return header;
}

/** The rows of a checked file. */
export async function* rowsIn(lines: AsyncIterable<string>): AsyncGenerator<Line> {
  let first = true;
  for await (const text of lines) {
    const line = readRow(text) as Line & { kind?: string };
    if (!first && line.kind !== "end") yield line;
    first = false;
  }
}

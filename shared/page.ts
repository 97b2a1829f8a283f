/** Lists: filters, sorts and cursors (API-4, API-5), independent of their spelling in a dialect. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { fail } from "./errors.ts";
import type { FilterOp } from "./fields/index.ts";

export type Condition = { field: string; op: FilterOp; value: unknown };

export type ListQuery = {
  conditions?: Condition[];
  /** Only the rows with these ids. */
  ids?: string[];
  /** A sortable field, descending with a leading "-". */
  sort?: string;
  /** 1…100 for callers; dialects that allow more set it themselves. */
  limit?: number;
  cursor?: string;
  /** Rows to skip, for dialects that page by number. */
  skip?: number;
  deleted?: "exclude" | "include" | "only";
  /** Also count the matching rows. */
  count?: boolean;
  search?: string;
};

export type Page<T> = { data: T[]; next_cursor: string | null; count?: number };

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 100;

/** A cursor is valid for this scope only: the tenant, the list with its filters, and the sort. */
export type CursorScope = { org: string; list: string; query: string; sort: string };

export type Position = [key: unknown, id: string];

const sign = (secret: string, scope: CursorScope, body: string): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify([scope.org, scope.list, scope.query, scope.sort, body]))
    .digest("base64url")
    .slice(0, 22);

/** A cursor that points after the row with this sort key and id. */
export function sealCursor(secret: string, scope: CursorScope, position: Position): string {
  const body = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${body}.${sign(secret, scope, body)}`;
}

/** Decodes a cursor; throws 400 `invalid_cursor` if it was altered or belongs to another tenant or list. */
export function openCursor(secret: string, scope: CursorScope, cursor: string): Position {
  const [body = "", mac = "", ...more] = cursor.split(".");
  const expected = Buffer.from(sign(secret, scope, body));
  const given = Buffer.from(mac);
  if (more.length || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw fail("invalid_cursor", "The cursor belongs to another list, filter or sort, or was altered.", {
      errors: [{ pointer: "cursor", code: "invalid_cursor", message: "Start again without a cursor." }],
    });
  }
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Position;
}

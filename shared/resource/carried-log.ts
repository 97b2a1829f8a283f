/** Where a document carries log rows that are not in the log yet (`shared/service/carried-log.ts`). */

/** Log rows by their id, each with the time of its write unless it is that of the insert. */
export const ROWS = "_log";
/** The id of the last of them: indexed, and the condition for removing them. */
export const LAST = "_log_id";
/** The time of the insert; MongoDB fills it, which it does only at the top of a document. */
export const INSERTED = "_log_ts";

/** Begins the tenant of a row that stands for one that must not come to be: no tenant's, and no two the same. */
export const NOBODY = "barred:";
export const isNobody = (org_id: unknown): boolean => String(org_id).startsWith(NOBODY);

/** Matches all other rows. */
export const ofSomebody = { org_id: { $not: new RegExp(`^${NOBODY}`) } };

/** Holds only the documents that carry rows. */
export const carriedIndex = { fields: { [LAST]: 1 as const }, options: { sparse: true } };

/** Matches them. */
export const carriesRows = { [LAST]: { $gt: "" } };

/** The document without what it carries. */
export function withoutLogRows<D extends Record<string, unknown>>(document: D): D {
  if (!(LAST in document)) return document;
  const { [ROWS]: _rows, [LAST]: _last, [INSERTED]: _inserted, ...rest } = document;
  return rest as unknown as D;
}

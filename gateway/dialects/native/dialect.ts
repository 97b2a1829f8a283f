/** The native API: our own names, amounts in minor units, RFC 9457 problems. */

import type { Dialect } from "../../kit/dialect.ts";
import * as paging from "../../kit/paging.ts";
import { bearer } from "../../principals.ts";
import { problemBody, problemSchema } from "../../problem.ts";
import { guide } from "./guide.ts";

export const native: Dialect = {
  name: "native",
  prefix: "/api/v1",
  title: "Backroom API",
  about:
    "The native API of Backroom. Amounts are integers in minor units of the object's currency, rates are integers in parts per million.",
  contract: {},
  guide,
  examples: new URL("examples.json", import.meta.url),
  credentials: bearer,
  unauthorized: "Send an API key as 'Authorization: Bearer <key>'.",
  unknown: "refuse",
  profiles: ["native"],
  nulls: () => true,
  paging: {
    ...paging.pageWords({
      limit: paging.pageLimit(),
      cursor: paging.cursor,
      sort: paging.sortField,
      include: paging.includedCount,
      search: paging.search,
      deleted: paging.deletedIfKept,
    }),
    ...paging.envelope("data", { next_cursor: paging.nextCursor, count: paging.count }),
  },
  created: ({ body: { id }, path }) => ({ headers: { Location: `${path}/${id}` } }),
  removed: ({ after }) => after,
  problem: (problem) => ({ status: problem.status, body: problemBody(problem) }),
  refusals: { schema: problemSchema, media: "application/problem+json", code: "code" },
};

/** All that a dialect is made of: the builders of its operations, and the shapes of its objects. */
export { bearer } from "../principals.ts";
export { inUnits, type Problem, pathOf } from "../problem.ts";
export type { Body } from "../shapes/body.ts";
export * as c from "../shapes/codecs.ts";
export { derivedBy } from "../shapes/derive.ts";
export { type Given, nested, part } from "../shapes/read-body.ts";
export { bodySchema, listUnder, named, objectWith, shownSchema } from "../shapes/schema.ts";
export * from "../shapes/shape.ts";
export { listShown, oneShown, show } from "../shapes/show.ts";
export { type Answer, completed, eachOf, eachUnder, entryOf, listedEntry, wholeList } from "./answer.ts";
export { type AreaOptions, area, inOneTransaction, manyById } from "./area.ts";
export { type Behavior, type Beyond, beyond, reply, routes } from "./behavior.ts";
export { idOf, list } from "./builders.ts";
export { type BulkBody, bulkEdit } from "./bulk.ts";
export {
  type DialectContext,
  inCurrency,
  inWordsOf,
  objectOf,
  objectsOf,
  readChange,
  showEach,
  showOne,
} from "./context.ts";
export { exportOf } from "./csv-export.ts";
export { type Dialect, type Guide, knowsInclude } from "./dialect.ts";
export { entries, severalEntries } from "./entries.ts";
export { filterBy, filterByConditions, refuseRest, sortsBy } from "./filters.ts";
export { expandedBy } from "./includes.ts";
export { handle, refusing, run } from "./operation.ts";
export { wholeNumber } from "./query.ts";
export { ANY_KEY, OPTIONAL_KEY, type Query, type Scope } from "./request.ts";
export { removeSeveral, type SeveralOptions, type Target } from "./several.ts";
export { allRows } from "./whole.ts";

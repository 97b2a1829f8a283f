/** The rows of ConsignCloud, with the variant for keys that name none. */
import type { RouteRow } from "../../row.ts";
import { consigncloudOf, type Profile } from "./dialect.ts";
import { accountRows } from "./routes/accounts.ts";
import { catalogRows } from "./routes/catalog.ts";
import { itemRows } from "./routes/items.ts";
import { reportRows } from "./routes/reports.ts";
import { saleRows } from "./routes/sales.ts";
import { searchRows } from "./routes/search.ts";
import { stockRows } from "./routes/stock.ts";

export { type Profile, profiles } from "./dialect.ts";

export function consigncloud(profile: Profile) {
  const dialect = consigncloudOf(profile);
  const tables = [itemRows, stockRows, saleRows, accountRows, catalogRows, reportRows, searchRows];
  const rows: RouteRow[] = tables.flatMap((each) => each(dialect));
  return { dialect, rows };
}

/** The routes of ConsignCloud, with the variant for keys that name none. */

import { beyond, routes } from "../../kit/index.ts";
import type { DialectModule } from "../../prefixes.ts";
import type { Profile } from "../names.ts";
import { consigncloudOf } from "./dialect.ts";
import { accountOperations } from "./routes/accounts.ts";
import { catalogOperations } from "./routes/catalog.ts";
import { itemOperations } from "./routes/items.ts";
import { me, reportOperations, search } from "./routes/reports.ts";
import { lineItems, saleOperations } from "./routes/sales.ts";

export function consigncloud(profile: Profile): DialectModule {
  const dialect = consigncloudOf(profile);
  const operations = routes(dialect, {
    ...itemOperations,
    ...saleOperations,
    ...accountOperations,
    ...catalogOperations,
    ...reportOperations,
  });
  const added = beyond(dialect, {
    "GET /sales/{id}/line-items": {
      ...{ id: "listLineItems", tag: "Sales", summary: "List the lines of a sale", does: lineItems },
    },
    "GET /search": {
      ...{ id: "search", tag: "Search & Suggestions", does: search },
      summary: "Find items and accounts by words, the exact number first",
    },
    "GET /auth/me": { id: "getMe", tag: "Account", summary: "Get the owner of the key", does: me },
  });
  return { dialect, routes: [...operations, ...added] };
}

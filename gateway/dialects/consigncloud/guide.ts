/** The introduction of ConsignCloud's documents, and their tags in groups. */
import type { Guide } from "../../kit/index.ts";

const introduction = `
**Sign in** with an API key: \`Authorization: Bearer <key>\`. The key decides which variant answers it: the documented one, or the one
of the real service; each has its own document.

**Amounts** are integers in hundredths (\`1250\` is 12.50), shares are fractions (\`0.5\` is 50 %). Moments are UTC.

**Lists** return \`data\` and \`next_cursor\`; send it as \`cursor\` for the next page, until it is null. Filters are query parameters,
compared with \`[gte]\`, \`[lte]\`, \`[gt]\`, \`[lt]\`, \`[eq]\` and \`[ne]\`: \`tag_price[gte]=1000\`. \`sort_by=-created\` sorts. \`include\` adds
fields where the variant knows it, \`expand\` shows objects in the place of ids.

**Errors** have \`error\` (a sentence), \`code\`, \`details.reason\` (why, in Backroom's codes) and \`errors\` by field. Retry 429 and 503 after
\`Retry-After\` seconds.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    "Shop floor": {
      "Items (Inventory Products)": "Pieces and stock, their prices, terms and statuses.",
      Sales: "Sales, from opened to refunded.",
      "Item Sales (Individual Item Sales within a Sale)": "Items as they were sold, one by one.",
      "Batches (Groups of Items)": "Items that a consignor brings together.",
      Locations: "Shops.",
      "Search & Suggestions": "Search over items and accounts, and completion of values.",
    },
    Catalog: {
      "Item Categories": "Categories, with the terms that their items inherit.",
      Discounts: "Discounts, given by hand or by rule.",
      Taxes: "Tax rates.",
    },
    Money: {
      "Accounts (Vendors/Consignors)": "Consignors and customers, and payouts to them.",
      "Balance Entries (Account Balances)": "Movements of balances.",
      "Trends & Reports": "Sales by period and group.",
    },
    System: { Account: "The owner of the key." },
  },
};

/** The introduction of the native document, and its tags in their groups. */
import type { Guide } from "../../kit/dialect.ts";

const introduction = `
**Sign in** with an API key: \`Authorization: Bearer <key>\`. A key has scopes; each operation names the one that it requires.
A test key sees only test data.

**Amounts** are integers in minor units of the object's currency (\`1250\` is 12.50 EUR, \`1250\` is 1250 ISK). **Rates** are integers
in parts per million (\`500000\` is 50 %). Moments are UTC with milliseconds; dates are those of the store.

**Lists** answer \`data\` and \`next_cursor\`; send it as \`cursor\` for the next page, until it is null. Filters are query parameters,
compared with \`:gt\`, \`:gte\`, \`:lt\`, \`:lte\`, \`:ne\` and \`:in\`: \`tag_price:gte=1000\`. \`sort=-created_at\` sorts; \`include=count\` counts;
\`expand\` shows objects beside their ids.

**Changes** are merge patches: fields that you leave out stay as they are. Answers have an \`ETag\`; send it as \`If-Match\` to change
only that version.

**Repeat safely**: send an \`Idempotency-Key\` with every POST, PATCH and DELETE. The same request with the same key is carried out
once and gets the same answer.

**Errors** are \`application/problem+json\`: \`code\` says what happened, \`detail\` explains it, \`errors\` names the fields, and \`type\` leads to
a page about the code. Retry 429 and 503 after \`Retry-After\` seconds.

**Limits**: a key may send a burst of requests and a steady rate after it; \`RateLimit-…\` headers say what is left.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    "Shop floor": {
      items: "Pieces and stock, their prices, terms and statuses.",
      sales: "Sales from open to finalized, with their lines and payments.",
      refunds: "What went back of a sale.",
      sale_lines: "Lines of finalized sales.",
      registers: "Tills.",
      register_sessions: "A till from its float to its count.",
      batches: "Pieces that a consignor brings together.",
      deliveries: "Appointments at which pieces are brought.",
      stores: "Shops.",
      locations: "Places within a shop.",
    },
    Catalog: {
      item_categories: "Categories, with the terms that their items inherit.",
      categories: "Categories, with the terms that their items inherit.",
      brands: "Brands.",
      colors: "Colors.",
      fabrics: "Materials.",
      sizes: "Sizes.",
      discounts: "Discounts, given by hand or by rule.",
      surcharges: "Fees on items and sales.",
      taxes: "Tax rates.",
    },
    Money: {
      accounts: "Consignors and customers, with their balances.",
      balance_entries: "Movements of an account's balance.",
      payouts: "Money that leaves to consignors.",
      gift_cards: "Gift cards.",
      journals: "The books.",
      reports: "Sales by period and group.",
    },
    Contracts: {
      contracts: "Agreements with buyers and sellers, and their settlement.",
      transactions: "Payments, transfers and refunds of contracts.",
    },
    System: {
      organizations: "The organization.",
      members: "People who work in it.",
      api_keys: "API keys.",
      webhook_endpoints: "Where events are sent.",
      webhook_deliveries: "Events that were sent.",
      changes: "The feed of changes.",
      audit: "Who changed what.",
      search: "Search and completion.",
      operation: "Running copies, dead letters.",
    },
  },
};

/** The introduction of Circular's document, and its tags in their groups. */
import type { Guide } from "../../kit/index.ts";

const introduction = `
**Sign in** with an API key: \`Authorization: Bearer <key>\`. Every address has the slug of the key's organization.

**Amounts** are decimal numbers in the organization's currency (\`12.5\`), shares are fractions (\`0.5\` is 50 %). Moments are UTC.

**Lists** return \`data\` and \`pagination\`. \`take\` limits the number, \`skip\` skips entries, and \`since\` returns only entries created after an
epoch time. The oldest come first.

**Bodies** are one object or a list of up to 500. A list succeeds or fails as a whole and returns a list. A PATCH names
its entries by \`id\` or slug and changes the fields sent. Unknown fields are ignored and named in the header
\`Backroom-Ignored-Fields\`.

**Errors** have \`error\` (a sentence), \`code\` and \`details\`, which name the fields. Retry 429 and 503 after \`Retry-After\` seconds.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    "Shop floor": {
      Products: "Pieces that sellers hand in, from intake to sale.",
      Prices: "Expected prices, from the shop's own sales.",
      Deliveries: "Appointments for bringing items in.",
      Stores: "Shops, with their opening hours and default terms.",
      Locations: "Places within a shop.",
    },
    Vocabulary: {
      Brands: "Brands, found by their slugs.",
      Categories: "Categories, found by their slugs.",
      Colors: "Colors, found by their slugs.",
      Materials: "Materials, found by their slugs.",
      Sizes: "Sizes, found by their slugs.",
    },
    Money: {
      Sellers: "People who hand pieces in.",
      "Seller remittances": "Money that is paid out to sellers.",
    },
    System: {
      Organizations: "The organization of the address.",
      Coworkers: "People who work in it.",
    },
  },
};

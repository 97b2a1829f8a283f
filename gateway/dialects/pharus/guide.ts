/** The introduction of Pharus's document, and its tags in their groups. */
import type { Guide } from "../../kit/dialect.ts";

const introduction = `
**Sign in** with an API key or a personal token: \`Authorization: Bearer <token>\`. The header \`X-Org-Id\` names its organization; without it its own is taken.
With the identity token of a person, \`X-Org-Id\` names the organization in which they act.

**Amounts, quantities and percentages** are numbers or decimal text in requests and decimal text in answers: amounts with four decimals (\`"12.5000"\`),
quantities and percentages with at least four, unit costs with six. A value that is finer than what is kept is refused.

**Lists** return \`data\` and \`nextCursor\`; send it as \`cursor\` to read on. Short lists are returned whole. The oldest come first.

**Bodies** change the fields sent. Unknown fields are ignored and named in the header \`Backroom-Ignored-Fields\`. Imports take up to 5,000 rows, each of which stands alone.

**Orders** go to the status that a change names, with all that lies between: \`Received\` books in what is outstanding, \`Paid\` settles what is owed. Dates such as \`receivedAt\`
are notes and move nothing. An order created in a status after its beginning is taken over without stock or money; the header \`Backroom-Historical\` says so, and \`historical\` in
the results of an import.

**Removals** return \`deletedId\`. What something refers to is not removed; ask for its usage. A removed receipt is reversed.

**Errors** have \`error\` with \`code\`, \`message\` and \`details\`: \`reason\` is Backroom's own code, \`errors\` name the fields. Retry 429 and 503 after \`Retry-After\` seconds.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    "Master data": {
      Locations: "Sites where goods are made, kept and shipped from.",
      Vendors: "Firms that materials, goods and work are bought from.",
      Customers: "Firms that buy wholesale, with their types, segments and brokers.",
      Contacts: "People at vendors and customers, and how to reach them.",
      Materials: "What is bought and used up in making.",
      Products: "What is made or bought to be sold.",
      BOM: "What a product is made of.",
    },
    Stock: {
      MaterialsInventory: "Stock of materials, and its ledger.",
      FinishedGoodsInventory: "Stock of products, and its ledger.",
    },
    Orders: {
      PurchaseOrders: "Orders to vendors, and what was received of them.",
      WorkOrders: "Making at another firm's site.",
      ProductionOrders: "Making at one's own site.",
      SalesOrders: "Wholesale orders, and where they come from.",
    },
    System: {
      Documents: "Files attached to orders.",
      Platform: "Users, organizations, invitations and tokens.",
    },
  },
};

/** The introduction of the native document, and its tags in their groups. */
import type { Guide } from "../../kit/index.ts";

const introduction = `
**Sign in** with an API key: \`Authorization: Bearer <key>\`. A key has scopes; each operation names the one that it requires.
A test key sees only test data.

**Amounts** are integers in minor units of the object's currency (\`1250\` is 12.50 EUR, \`1250\` is 1250 ISK). **Rates** are integers
in parts per million (\`500000\` is 50 %). Moments are UTC with milliseconds; dates are those of the store.

**Lists** return \`data\` and \`next_cursor\`; send it as \`cursor\` for the next page, until it is null. Filters are query parameters,
compared with \`:gt\`, \`:gte\`, \`:lt\`, \`:lte\`, \`:ne\` and \`:in\`: \`tag_price:gte=1000\`. \`sort=-created_at\` sorts; \`include=count\` counts;
\`expand\` shows objects beside their ids.

**Changes** are merge patches: omitted fields keep their values. Answers have an \`ETag\`; send it as \`If-Match\` to change
only that version.

**Errors** are \`application/problem+json\`: \`code\` says what happened, \`detail\` explains it, \`errors\` names the fields, and \`type\` leads to
a page about the code. Retry 429 and 503 after \`Retry-After\` seconds.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    "Shop floor": {
      Items: "Pieces and stock, their prices, terms and statuses.",
      Codes: "What the code on a label stands for.",
      Sales: "Sales from open to finalized, with their lines and payments.",
      "Lay-by payments": "Money for sales on lay-by: deposits, parts and what went back.",
      Refunds: "Refunds of sales.",
      "Sale lines": "Lines of finalized sales.",
      Registers: "Cash registers.",
      "Register sessions": "Sessions of a register, from opening float to count.",
      Batches: "Items that a consignor brings in together.",
      Deliveries: "Appointments for bringing items in.",
      "Data imports": "CSV files of other systems, checked first and then brought in.",
      Stores: "Shops.",
      Locations: "Places within a shop.",
      Pictures: "Proposals from pictures of a piece.",
      "Price changes": "Earlier prices of items.",
    },
    Catalog: {
      Categories: "Categories, with the terms that their items inherit.",
      Brands: "Brands.",
      Colors: "Colors.",
      Fabrics: "Materials.",
      Sizes: "Sizes.",
      Discounts: "Discounts, given by hand or by rule.",
      Surcharges: "Fees on items and sales.",
      Taxes: "Tax rates.",
      "Price kinds": "What prices are for: the usual one, a sale.",
    },
    Money: {
      Accounts: "Consignors and customers, with their balances.",
      "Balance entries": "Movements of an account's balance.",
      Payouts: "Payments to consignors.",
      "Gift cards": "Gift cards.",
      Journals: "Double-entry journals.",
      Reports: "Sales by period and group.",
    },
    "Trading partners": {
      Vendors: "Firms that materials, goods and work are bought from.",
      "Business customers": "Firms that buy wholesale.",
      "Customer types": "Types of business customers.",
      "Customer segments": "Segments of business customers.",
      Brokers: "Agents who broker wholesale orders for a share.",
      "Customer addresses": "Where persons and firms are found.",
      "Customer tags": "Words that customers are marked with.",
      Contacts: "People at vendors and business customers, and how to reach them.",
      "Contact links": "Where contacts work.",
      "Order channels": "Where wholesale orders come from.",
    },
    "Supply and making": {
      Materials: "What goods are made of.",
      "Material types": "Types of materials.",
      SKUs: "Finished goods, counted in whole units.",
      "SKU types": "Types of SKUs.",
      BOMs: "What one unit of a SKU is made of.",
      "Stock levels": "What there is, comes and is wanted at each site.",
      "Stock entries": "What happened to stock.",
      "Cost states": "What stock is worth.",
      "Cost layers": "What is left of each receipt.",
      "Reorder rules": "When sites run low.",
      Transfers: "Goods on their way between sites.",
      "Purchase orders": "Goods that are ordered from vendors.",
      "Purchase order lines": "Lines of all purchase orders.",
      "Goods receipts": "Goods that arrived.",
      "Landed costs": "Costs of goods that arrived after them.",
      "Vendor bills": "What vendors ask for goods.",
      "Make orders": "Goods that are made: work and production orders.",
      "Make receipts": "Goods that were made.",
    },
    Wholesale: {
      "Sales orders": "Goods that business customers order.",
      "Sales order notes": "The timeline of sales orders.",
      "Sales quotes": "What goods would cost a customer.",
      "Sales quote lines": "Lines of all quotes.",
      "Sales quote adjustments": "Discounts, shipping and surcharges of all quotes.",
      "Sales quote addresses": "Addresses on all quotes.",
      "Customer orders": "What customers order, as documents with shipments and payments.",
      "Customer order lines": "Lines of all orders.",
      "Customer order adjustments": "Discounts, shipping and surcharges of all orders.",
      "Customer order addresses": "Addresses on all orders.",
      "Customer order shipments": "Shipments of all orders.",
      "Customer order payments": "Payments of all orders.",
      "Document notes": "The timeline of orders and quotes.",
      "Sales tags": "Words that documents of selling are marked with.",
      "Shipping methods": "Ways in which goods are sent.",
      "Payment method kinds": "Ways in which orders are paid.",
      "Delivery windows": "When goods arrive.",
      "Document settings": "How documents are numbered, and when orders may still be changed.",
    },
    Contracts: {
      Carts: "What users of platforms are about to buy.",
      Contracts: "Agreements with buyers and sellers, and their settlement.",
      Products: "What is offered on a platform, or anywhere else.",
      Variants: "What can be sold of a product: counted and priced by itself.",
      Prices: "Base and seasonal prices of variants, and those of price lists.",
      Platforms: "Marketplaces, each with its domains, fees and payment provider.",
      "Marketplace users": "People who buy and sell on a platform, and how they sign in.",
      "Payment methods": "Cards of these people at the provider.",
      "Provider accounts": "These people at the provider, with the bank accounts to which they are paid.",
      "Waitlist entries": "People who want to become users of a platform.",
      Calendars: "When users of a platform are available, and which times are free.",
      "Calendar events": "What is in a user's calendar, bookings included.",
      "Calendar feeds": "Other calendars of users, whose events make them busy.",
      Subscriptions: "Users who get a contract anew in every cycle.",
      Transactions: "Payments, transfers and refunds of contracts.",
      Disputes: "Charges that buyers asked their banks to take back.",
      "Provider calls": "What payment providers were asked to do, and what they have not answered.",
    },
    System: {
      Organizations: "The organization.",
      Users: "People who sign in.",
      "Business units": "Parts of the organization, a tree.",
      Members: "People who work in it.",
      Roles: "Roles of the organization's own making, and the features that they grant.",
      Logins: "Members who sign in with a password.",
      Invitations: "Offers of membership by email.",
      "API keys": "API keys.",
      Documents: "Files that are attached to accounts, items, contracts and orders.",
      Files: "Stored bytes, and the links that serve them.",
      Dictionaries: "Lists of words that the organization keeps.",
      "Dictionary entries": "The words.",
      "Webhook endpoints": "Addresses that receive events.",
      "Webhook deliveries": "Events that were sent.",
      Mails: "Messages to people that an event caused.",
      Changes: "The feed of changes.",
      Audit: "Who changed what.",
      Verifications: "Checks of all data against its own rules.",
      Anomalies: "Breaches that the checks found.",
      Search: "Search and completion.",
      Operation: "Running copies, dead letters.",
    },
  },
};

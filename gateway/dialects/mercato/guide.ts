/** The introduction of Mercato's document, and its tags in their groups. */
import type { Guide } from "../../kit/dialect.ts";

const introduction = `
**Sign in** with \`POST /auth/login\` (a form with \`email\` and \`password\`): the answer has a token for eight hours, and sets it as a cookie. Send it as \`Authorization: Bearer <token>\` or as the cookie \`auth_token\`.
API keys work as well: \`Authorization: Bearer <key>\`, \`Authorization: ApiKey <key>\` or \`X-Api-Key: <key>\`.

**Rights** are features. Without the one that an operation requires, the answer is 403 with \`requiredFeatures\`.

**Organizations** are the business units of a tenant. The cookie \`om_selected_org\` selects one; lists show its rows and those below it. \`organizationId\` in a body chooses where a new row belongs. Both \`organizationId\` and \`tenantId\` may be left out.

**Changes**: \`PUT\` on the collection with \`id\` in the body changes only the fields sent; \`DELETE\` takes \`id\` from the query or the body.

**Lists** have \`page\` from 1 and \`pageSize\` (50, at most 100) and answer \`items\`, \`total\`, \`page\`, \`pageSize\`, \`totalPages\`. The newest comes first; \`sortField\` and \`sortDir\` choose another order.
With \`format\` (\`csv\`, \`json\`, \`xml\`, \`markdown\`) all matching rows come as a file; with \`exportScope=full\` all rows.

**Errors** have \`error\`, Backroom's \`code\`, and \`details\` with the path of each wrong field. Retry 429 and 503 after \`Retry-After\` seconds.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    People: {
      "Authentication & Accounts": "Signing in, users, roles and their features.",
      Onboarding: "Founding a tenant by oneself.",
      "API Keys": "Keys of programs, which act in roles.",
      Customers: "Persons and companies, and what is noted about them.",
      Directory: "Tenants, and the tree of their organizations.",
    },
    Settings: {
      "Feature Toggles": "Switches and values of the installation, and what they are for a tenant.",
    },
    Money: {
      Currencies: "Currencies, of which one is the base, and what they are worth in each other.",
    },
    Words: {
      Dictionaries: "Lists of words that an organization keeps.",
    },
    Selling: {
      Catalog: "What is offered, and at which prices.",
      Sales: "Statuses and documents of selling.",
    },
    Appointments: {
      Booking: "Teams and resources that are booked, and when they are available.",
    },
    Freight: {
      "FMS Locations": "Ports and their terminals.",
      "Fms Products": "What a forwarder charges for.",
    },
  },
};

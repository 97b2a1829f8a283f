/** The introduction of Candle's document, and its tags in their groups. */
import type { Guide } from "../../kit/dialect.ts";

const introduction = `
**Sign in** with a key of the platform: \`Authorization: Bearer <key>\`. A key that names no platform acts for the oldest of its organization.
A user signs in with a code from a mail. Send the token as \`X-Session-Token\` beside the key, or alone as the bearer. Operations below \`auth\` act for that user.
The token is valid for 15 minutes; \`POST /auth/session/refresh\` exchanges the refresh token for a new pair. A refresh token counts once.

**Ids** have a prefix for their kind and 32 hex digits. An id of another platform is not found.

**Amounts** are decimal numbers in the currency's units; the estimation of fees takes and returns minor units. Percentages have at most four decimals.

**Dates** are UTC without milliseconds. A date-time without an offset is the wall clock of the signed-in user, else of the organization.

**Lists** are arrays, the oldest first: at most 100 entries. The header \`Backroom-Next-Cursor\` leads to the next page; send it as \`cursor\`.

**Contracts** are balanced: what the buyers owe is what the sellers get and the fees. A key sees all of them; a session those that are its user's own, as author, or as buyer or seller once they are sent.

**Bodies** of PUT change only the fields sent. Unknown fields are ignored and named in the header \`Backroom-Ignored-Fields\`.

**Errors** have \`statusCode\`, \`error\` (Backroom's code), \`message\`, \`details\` and \`request_id\`. Retry 429 and 503 after \`Retry-After\` seconds.
`.trim();

export const guide: Guide = {
  introduction,
  groups: {
    People: {
      Auth: "Signing in with a code from a mail.",
      Users: "People who buy and sell on the platform.",
      Waitlists: "People who want to become users.",
      Calendars: "When users are available, and what is in their calendars.",
    },
    Offers: {
      Products: "What is offered, with stock, variants and seasonal prices.",
      Carts: "What the signed-in user is about to buy.",
      Contracts: "Bills with buyers, sellers, items and fees, balanced after every change.",
      Subscriptions: "Users who get a contract anew in every cycle, paid by itself.",
      Transactions: "The money that contracts moved, and sums of it.",
    },
    Platform: {
      Platforms: "The platform of the key.",
      Utils: "Usernames, fees and pictures.",
    },
  },
};

/** `/problems` and `/problems/<code>`: what each kind of refusal means and what to do about it; the `type` of a problem leads there. */
import { type ErrorCode, statusOf } from "../shared/errors.ts";

/** Code → what it means, and what its caller does. */
const meanings: Record<ErrorCode, string> = {
  validation_failed:
    "A value of the request is missing, unknown or not allowed. `errors` names each field by a pointer, with what is allowed; send it corrected.",
  invalid_cursor:
    "The cursor is not one of this list with these filters and this order. Begin with the first page.",
  unauthorized: "No key, or one that is unknown, expired or revoked. Send `Authorization: Bearer <key>`.",
  forbidden: "The key may not do this: `required_scope` names what it lacks. Make a key that has it.",
  not_found: "There is nothing at this address, or no object with this id in your organization.",
  method_not_allowed: "The address is right and the method is not: the header `Allow` names those there are.",
  not_acceptable: "Answers are application/json: leave `Accept` out or let it include that.",
  conflict: "Something else has the same value, or has just changed this. Read it again, then decide.",
  invalid_transition: "This does not follow from the state it is in: `status` tells which one that is.",
  in_use: "Other objects refer to this. Change them first.",
  not_deletable: "What has a history is kept. Close, void or archive it instead.",
  locked: "Its terms are fixed: units of it are sold, or it was completed.",
  request_in_progress:
    "A request with the same idempotency key, or for the same thing, is under way. Repeat it after `Retry-After`.",
  insufficient_stock: "There are fewer units than asked for.",
  insufficient_balance: "There is less money on it than asked for: `available` and `asked` tell how much.",
  item_not_available: "Units are sold, held by another till, or not for sale: `errors` names the lines.",
  already_refunded: "So much of the sale has been given back already.",
  total_changed: "The total is no longer the one that was expected. Read it again and ask the customer.",
  last_location: "A store keeps at least one location.",
  last_key: "An organization keeps at least one key that can make others.",
  last_owner: "An organization keeps at least one owner.",
  feed_expired:
    "The place in the feed is older than what is kept. Read everything once, then follow the feed.",
  precondition_failed: "`If-Match` names another version than the present one. Read it again, then decide.",
  payload_too_large: "The body is larger than what this address takes.",
  uri_too_long: "The address is too long: send fewer filters, or use a list of ids in several requests.",
  unsupported_media_type: "Bodies are application/json in UTF-8.",
  reference_not_found: "The request names an object that is not there: `errors` tells which one.",
  inactive_reference: "The request names an object that is deleted or switched off.",
  currency_mismatch: "Both sides have to be in the same currency.",
  insufficient_payment: "The payments are less than what is due: `due` and `paid` tell how much.",
  invalid_payment: "A payment does not fit the sale: `errors` tells which one and why.",
  idempotency_mismatch: "The idempotency key was used for another request. Take a new key for each.",
  fees_exceed_subtotal: "The fees are more than what they are taken from.",
  unprocessable: "The request is well formed and cannot be carried out: `detail` tells why.",
  too_many_requests: "Too many requests with this key. Wait for `Retry-After`.",
  header_too_large: "The headers are too large.",
  internal_error: "A fault of ours. Tell the operator the `request_id`: the log has more.",
  unavailable:
    "A part of the system does not answer at the moment. Repeat after `Retry-After`, with the same idempotency key.",
};

/** Relative, so that it leads to whoever answered. */
export const problemType = (code: ErrorCode): string => `/problems/${code.replaceAll("_", "-")}`;

const inHtml = (text: string): string => text.replace(/</g, "&lt;").replace(/`([^`]+)`/g, "<code>$1</code>");

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/ops/ops.css">
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;

const codes = Object.keys(meanings) as ErrorCode[];

const one = (code: ErrorCode): string =>
  page(
    code,
    `<p>${inHtml(meanings[code])}</p>\n<p>Answered with status ${statusOf(code)}. <a href="/problems">All of them</a></p>`,
  );

const all = (): string =>
  page(
    "Problems",
    `<dl>\n${codes.map((code) => `<dt><a href="${problemType(code)}">${code}</a> ${statusOf(code)}</dt><dd>${inHtml(meanings[code])}</dd>`).join("\n")}\n</dl>`,
  );

const type = "text/html; charset=utf-8";

export const problemPages: Record<string, { type: string; text: string }> = {
  "/problems": { type, text: all() },
  ...Object.fromEntries(codes.map((code) => [problemType(code), { type, text: one(code) }])),
};

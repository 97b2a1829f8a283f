/** `/problems` and `/problems/<code>`: the meaning of each error code and what to do. The `type` of a problem links there. */
import { type ErrorCode, statusOf } from "../shared/errors.ts";
import { errors } from "./declared.ts";

/** Codes that any service may use: the meaning, and what the caller should do. */
const general: Record<ErrorCode, string> = {
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
  feed_expired:
    "The place in the feed is older than what is kept. Read everything once, then follow the feed.",
  precondition_failed: "`If-Match` names another version than the present one. Read it again, then decide.",
  payload_too_large: "The body is larger than what this address takes.",
  uri_too_long: "The address is too long: send fewer filters, or use a list of ids in several requests.",
  unsupported_media_type: "Bodies are application/json in UTF-8.",
  reference_not_found: "The request names an object that is not there: `errors` tells which one.",
  inactive_reference: "The request names an object that is deleted or switched off.",
  currency_mismatch: "Both sides have to be in the same currency.",
  idempotency_mismatch: "The idempotency key was used for another request. Take a new key for each.",
  unprocessable: "The request is well formed and cannot be carried out: `detail` tells why.",
  too_many_requests: "Too many requests with this key. Wait for `Retry-After`.",
  header_too_large: "The headers are too large.",
  internal_error: "A fault of ours. Tell the operator the `request_id`: the log has more.",
  unavailable:
    "A part of the system does not answer at the moment. Repeat after `Retry-After`, with the same idempotency key.",
};

/** Relative, so that it leads to the server that answered. */
export const problemType = (code: string): string => `/problems/${code.replaceAll("_", "-")}`;

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

/** All codes; what services declare is explained by the first that has the code. */
const meanings = new Map<string, string>([
  ...errors.map((each): [string, string] => [each.code, each.meaning]).reverse(),
  ...Object.entries(general),
]);

const one = (code: string, meaning: string): string =>
  page(
    code,
    `<p>${inHtml(meaning)}</p>\n<p>Answered with status ${statusOf(code)}. <a href="/problems">All of them</a></p>`,
  );

const all = (): string =>
  page(
    "Problems",
    `<dl>\n${[...meanings].map(([code, meaning]) => `<dt><a href="${problemType(code)}">${code}</a> ${statusOf(code)}</dt><dd>${inHtml(meaning)}</dd>`).join("\n")}\n</dl>`,
  );

const type = "text/html; charset=utf-8";

export const problemPages: Record<string, { type: string; text: string }> = {
  "/problems": { type, text: all() },
  ...Object.fromEntries(
    [...meanings].map(([code, meaning]) => [problemType(code), { type, text: one(code, meaning) }]),
  ),
};

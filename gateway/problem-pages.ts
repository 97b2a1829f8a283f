/** `/problems` and `/problems/<code>`: the meaning of each error code and what to do. The `type` of a problem links there. */
import { type ErrorCode, statusOf } from "../shared/errors.ts";
import { errors } from "./declared.ts";

/** Codes that any service may use: the meaning, and what the caller should do. */
const general: Record<ErrorCode, string> = {
  validation_failed:
    "A value of the request is missing, unknown or not allowed. `errors` names each field by a pointer, with what is allowed; send it corrected.",
  invalid_cursor: "The cursor belongs to another list, filter or order. Begin with the first page.",
  unauthorized: "The key is missing, unknown, expired or revoked. Send `Authorization: Bearer <key>`.",
  forbidden: "The key lacks the scope in `required_scope`. Use a key that has it.",
  not_found: "No such route, or your organization has no object with this id.",
  method_not_allowed:
    "The address does not support this method; the header `Allow` lists the supported methods.",
  not_acceptable: "Answers are application/json. Omit `Accept`, or include application/json in it.",
  conflict:
    "Another object has the same value, or another request has just changed this object. Read it again, then decide.",
  invalid_transition: "The object's current state, in `status`, does not allow this.",
  in_use: "Other objects refer to this object. Change them first.",
  not_deletable: "Objects with a history cannot be deleted. Close, void or archive it instead.",
  locked: "The terms of the object are fixed, because units are sold or it is completed.",
  request_in_progress:
    "A request with the same idempotency key, or for the same object, is in progress. Repeat it after `Retry-After`.",
  feed_expired:
    "The position in the feed is older than the stored events. Read everything once, then follow the feed.",
  precondition_failed: "`If-Match` does not name the current version. Read the object again, then decide.",
  payload_too_large: "The body is larger than this operation accepts.",
  uri_too_long: "The address is too long: send fewer filters, or use a list of ids in several requests.",
  unsupported_media_type: "Bodies are application/json in UTF-8.",
  reference_not_found: "The request names an object that does not exist; `errors` names the field.",
  inactive_reference: "The request names an object that is deleted or inactive.",
  currency_mismatch: "Both objects must be in the same currency.",
  idempotency_mismatch:
    "The idempotency key was used for a different request. Use a new key for each request.",
  unprocessable: "The request is valid but cannot be carried out; `detail` explains why.",
  too_many_requests: "Too many requests with this key. Wait for `Retry-After`.",
  header_too_large: "The headers are too large.",
  internal_error: "An internal error. Report the `request_id` to the operator, who finds it in the log.",
  unavailable:
    "A required service is unavailable. Repeat after `Retry-After`, with the same idempotency key.",
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

/** All codes with their meaning; of several declarations of one code the first counts. */
const meanings = new Map<string, string>([
  ...errors.map((each): [string, string] => [each.code, each.meaning]).reverse(),
  ...Object.entries(general),
]);

const one = (code: string, meaning: string): string =>
  page(
    code,
    `<p>${inHtml(meaning)}</p>\n<p>Answered with status ${statusOf(code)}. <a href="/problems">All codes</a></p>`,
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

/** Candle: bare arrays, ids with prefixes, decimal amounts, PUT for partial changes, users who sign in beside the key. */
import { exponentOf, formatScaled } from "../../../shared/money.ts";
import { DEFAULT_LIMIT, MAX_LIMIT } from "../../../shared/page.ts";
import * as kit from "../../kit/index.ts";
import * as paging from "../../kit/paging.ts";
import type { Credential } from "../../principals.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";
import { idOf, ids, inWords, withIds } from "./ids.ts";

const { c } = kit;
const SESSION = "x-session-token";
const NEXT = "Backroom-Next-Cursor";

const cursor: paging.PageWord = (listing) => ({
  ...paging.cursor(listing)!,
  about: `The header \`${NEXT}\` of the previous page.`,
});

/** Our code is `error`; the figures of a refusal are an element of `details` (D56). */
function problemBody(problem: kit.Problem) {
  const { code, status, what = "", request_id } = problem;
  const {
    errors = [],
    provider,
    ...state
  } = kit.inUnits(problem, {
    money: (minor, currency) => Number(formatScaled(minor, exponentOf(currency))),
  });
  const fields = errors.map(({ pointer, code: reason, message }) => {
    return { field: kit.pathOf(pointer), code: reason, message };
  });
  const details = [...fields, ...(Object.keys(state).length ? [withIds(state, what)] : [])];
  const told = provider ? { provider } : {};
  const message = inWords(problem.detail, what);
  return { statusCode: status, error: code, message, details, ...told, request_id };
}

const text = { type: "string" };
const refusal = kit.objectWith({
  statusCode: { type: "integer" },
  error: text,
  message: text,
  details: { type: "array", items: { type: "object", additionalProperties: true } },
  request_id: text,
});

export const dialect: kit.Dialect<keyof typeof contract> = {
  name: "candle",
  prefix: "/candle/v1",
  anyVersion: true,
  title: "Candle",
  about: "The API of Candle over Backroom's data: platforms with their users, offers and contracts.",
  ...{
    contract,
    guide,
    ids,
    document: new URL("openapi.json", import.meta.url),
    examples: new URL("examples.json", import.meta.url),
  },
  credentials(headers): Credential | null {
    const credential = kit.bearer(headers);
    const token = headers[SESSION];
    if (!credential) return typeof token === "string" ? { kind: "marketplace_session", secret: token } : null;
    if (credential.kind === "session") return { ...credential, kind: "marketplace_session" };
    return typeof token === "string" ? { ...credential, beside: token } : credential;
  },
  unauthorized:
    "Send a platform key as 'Authorization: Bearer <key>', and the session of a user as 'X-Session-Token'.",
  unknown: "ignore",
  profiles: ["documented"],
  nulls: () => false,
  paging: {
    // Oldest first, so that entries added while a client reads page by page come last.
    ...paging.pageWords(
      { cursor, limit: paging.pageLimit(MAX_LIMIT) },
      { limit: DEFAULT_LIMIT, sort: "created_at" },
    ),
    present: ({ data, next_cursor }) =>
      kit.reply({ body: data, headers: next_cursor ? { [NEXT]: next_cursor } : {} }),
    schema: (items) => ({ type: "array", items }),
  },
  removed: "entity",
  problem: (problem) => ({ status: problem.status, body: problemBody(problem) }),
  refusals: { code: "error", schema: refusal },
};

/** Fields under our names or those of Candle. */
export const { own } = kit.derivedBy(
  { money: c.decimalMoney, rate: c.percent, instant: c.instantSeconds },
  "camel, ids snake",
  { ids: idOf },
);

/** A whole number, which the document calls a number. */
export const count = { ...c.integer, schema: { type: "number" } };
/** Of fields that every answer has, although their columns do not say so. */
export const always = { always: true } as const;
/** Of fields that are only shown, whatever may be written natively. */
export const shownOnly = { readonly: true } as const;

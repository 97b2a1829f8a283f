/** Circular: everything on the collection itself, objects or lists of them, take and skip, the organization in the address. */
import { notFound } from "../../../shared/errors.ts";
import { formatDecimal } from "../../../shared/money.ts";
import {
  bearer,
  c,
  type Dialect,
  derivedBy,
  inUnits,
  objectWith,
  type Problem,
  pathOf,
  wholeNumber,
} from "../../kit/index.ts";
import * as paging from "../../kit/paging.ts";
import contract from "./contract.json" with { type: "json" };
import { guide } from "./guide.ts";

/** TIM-1: an epoch number from 10^11 on is milliseconds, below seconds; strictly after. */
const since: paging.PageWord = () => ({
  schema: { type: "integer" },
  about: "Only entries created after this epoch time.",
  read(text, name) {
    const number = wholeNumber(name, text, 0, 8.64e15);
    const value = new Date(number >= 1e11 ? number : number * 1000).toISOString();
    return { conditions: [{ field: "created_at", op: "gt", value }] };
  },
});

function problemBody(problem: Problem) {
  const { code, detail, request_id } = problem;
  // Details have their amounts in whole units.
  const { errors = [], ...state } = inUnits(problem, {
    money: (minor, currency) => Number(formatDecimal(minor, currency)),
  });
  const details = errors.map(({ pointer, code: reason, message }) => {
    return { field: pathOf(pointer), code: reason, message };
  });
  return { error: detail, code, details, ...(Object.keys(state).length ? { state } : {}), request_id };
}

const text = { type: "string" };
const detail = objectWith({ field: text, code: text, message: text }, []);
const details = { type: "array", items: detail };

export const dialect: Dialect<keyof typeof contract> = {
  name: "circular",
  prefix: "/circular",
  title: "Circular",
  about:
    "The API of Circular over Backroom's data: products, sellers, deliveries, remittances and vocabulary.",
  ...{ contract, guide, document: new URL("openapi.json", import.meta.url) },
  examples: new URL("examples.json", import.meta.url),
  credentials: bearer,
  unauthorized: "Send an API key as 'Authorization: Bearer <key>'.",
  unknown: "ignore",
  profiles: ["documented"],
  nulls: () => false,
  guard({ params, principal }) {
    if (params.organization_slug !== principal?.org.slug) throw notFound("organization");
  },
  paging: {
    // Oldest first, so that entries added while a client reads page by page come last.
    ...paging.pageWords(
      { since, take: paging.pageLimit(500), skip: paging.skipped },
      { limit: 50, skip: 0, count: true, sort: "created_at" },
    ),
    ...paging.envelope("data", {
      pagination: paging.together({ total: paging.total, take: paging.pageSize, skip: paging.offset }),
    }),
  },
  removed: "entity",
  problem: (problem) => ({ status: problem.status, body: problemBody(problem) }),
  refusals: { code: "code", schema: objectWith({ error: text, code: text, details, request_id: text }) },
};

/** Fields under our own names: amounts as decimals, rates as fractions. */
export const { own, shapeOf } = derivedBy({ money: c.decimalMoney, rate: c.fraction });

import { Errors } from "moleculer";
import { errors } from "../../../gateway/declared.ts";
import { inUnits, problemBody, problemOf } from "../../../gateway/problem.ts";
import { problemPages, problemType } from "../../../gateway/problem-pages.ts";
import { itemShort } from "../../../services/inventory/public.ts";
import { insufficientPayment } from "../../../services/sales/public.ts";
import { fail, failAgain, invalidField } from "../../../shared/errors.ts";

const told = (error: unknown) => problemOf(error, { request_id: "request-1", instance: "/api/v1/items" });

test("a failure of ours is told whole (RFC 9457, API-2)", () => {
  const problem = told(invalidField("/price", "number", "The price is wrong."));
  expect(problemBody(problem)).toEqual({
    type: "/problems/validation-failed",
    title: "The request is not valid",
    status: 400,
    detail: "The price is wrong.",
    instance: "/api/v1/items",
    code: "validation_failed",
    request_id: "request-1",
    errors: [{ pointer: "/price", code: "number", message: "The price is wrong." }],
  });
});

test("a failure from another node, which arrives as a plain Error, is told as well", () => {
  const sent = fail("invalid_transition", "A sold item cannot be parked.", { from: "sold", to: "parked" });
  const arrived = Object.assign(new Error(sent.message), {
    type: sent.type,
    code: sent.code,
    data: sent.data,
  });
  expect(problemBody(told(arrived))).toMatchObject({ status: 409, code: "invalid_transition", from: "sold" });
});

test("the catalogue decides the status, not what an error says of itself", () => {
  expect(told(Object.assign(fail("not_found", "x"), { code: 200 })).status).toBe(404);
});

test("details never replace the members of a problem", () => {
  const body = problemBody(
    told(fail("conflict", "Other payments.", { status: "finalized", type: "x", detail: "y" })),
  );
  expect(body).toMatchObject({ status: 409, detail: "Other payments.", code: "conflict" });
  expect(body.type).toBe("/problems/conflict");
});

test.each<[string, unknown]>([
  ["a plain error", new Error("password=hunter2 at mongodb://10.0.0.1")],
  ["a type error", new TypeError("Cannot read properties of undefined (reading 'secret')")],
  [
    "a driver's error with a code like a status",
    Object.assign(new Error("E11000 dup key"), { code: 404, name: "MongoServerError" }),
  ],
  [
    "an error with a type of its own",
    Object.assign(new Error("x"), { type: "SECRET", data: { token: "y" } }),
  ],
  ["a type like an inherited name", Object.assign(new Error("x"), { type: "constructor" })],
  ["a validation error of the framework", new Errors.ValidationError("hunter2", "X", { secret: 1 })],
  ["text", "password"],
  ["nothing", undefined],
  ["null", null],
])("%s tells nothing but that it failed (INV-27, INV-31)", (_, error) => {
  const problem = told(error);
  expect(problemBody(problem)).toEqual({
    type: "/problems/internal-error",
    title: "Internal error",
    status: 500,
    detail: "An internal error occurred.",
    instance: "/api/v1/items",
    code: "internal_error",
    request_id: "request-1",
  });
  expect(problem.headers).toEqual({});
});

test.each<[string, Error]>([
  ["SERVICE_NOT_FOUND", new Errors.ServiceNotFoundError({ action: "sales.sale.get", nodeID: "secret-node" })],
  [
    "SERVICE_NOT_AVAILABLE",
    new Errors.ServiceNotAvailableError({ action: "sales.sale.get", nodeID: "secret-node" }),
  ],
  ["REQUEST_TIMEOUT", new Errors.RequestTimeoutError({ action: "sales.sale.get", nodeID: "secret-node" })],
  ["REQUEST_REJECTED", new Errors.RequestRejectedError({ action: "sales.sale.get", nodeID: "secret-node" })],
])("%s is 503 with Retry-After, whatever code it carries (API-3)", (type, error) => {
  expect((error as { type?: string }).type).toBe(type);
  const problem = told(error);
  expect(problem).toMatchObject({ status: 503, code: "unavailable", headers: { "Retry-After": "1" } });
  expect(JSON.stringify(problem)).not.toMatch(/secret-node|sales/);
});

test("headers belong to the answer, not to its body: Retry-After, WWW-Authenticate, Allow, replays", () => {
  const refused = told(fail("too_many_requests", "x", { headers: { "Retry-After": "7" } }));
  expect(refused.headers).toEqual({ "Retry-After": "7" });
  expect(problemBody(refused)).not.toHaveProperty("headers");
  expect(told(fail("unavailable", "x")).headers).toEqual({ "Retry-After": "1" });
  expect(told(fail("request_in_progress", "x")).headers).toEqual({ "Retry-After": "1" });
  expect(told(fail("unauthorized", "x")).headers).toEqual({ "WWW-Authenticate": 'Bearer realm="backroom"' });
  const replayed = told(fail("not_found", "x", { $replayed: true, id: "1" }));
  expect(replayed.headers).toEqual({ "Idempotency-Replayed": "true" });
  expect(problemBody(replayed)).toMatchObject({ id: "1" });
  expect(problemBody(replayed)).not.toHaveProperty("$replayed");
});

test("a body beyond what NATS carries is too large, not our failure", () => {
  const error = Object.assign(new Error("MAX_PAYLOAD_EXCEEDED"), { code: "MAX_PAYLOAD_EXCEEDED" });
  expect(problemOf(error, { request_id: "r", instance: "/api/v1/classify" })).toMatchObject({
    status: 413,
    code: "payload_too_large",
  });
});

test("what does not answer, and a line that is cut, is 503 with Retry-After, never 500", () => {
  for (const error of [
    Object.assign(new Error("CONNECTION_CLOSED"), { name: "NatsError", code: "CONNECTION_CLOSED" }),
    Object.assign(new Error("x"), { name: "BrokerDisconnectedError", type: "BROKER_DISCONNECTED" }),
    Object.assign(new Error("x"), { name: "Error", type: "REQUEST_REJECTED" }),
  ]) {
    const problem = problemOf(error, { request_id: "r", instance: "/api/v1/items" });
    expect(problem).toMatchObject({ status: 503, code: "unavailable", headers: { "Retry-After": "1" } });
  }
  expect(problemOf(new TypeError("x"), { request_id: "r", instance: "/" }).status).toBe(500);
});

describe("errors that services declare", () => {
  const asked = { request_id: "r", instance: "/" };
  const short = () => insufficientPayment({ total: 1000, paid: 500, due: 500 }, [{ pointer: "/payments" }]);

  test("amounts in sentences are in the caller's currency, units are units", () => {
    const detail = (currency?: string) => problemOf(short(), { ...asked, ...(currency ? { currency } : {}) });
    expect(detail("EUR").detail).toBe("Payments are 5.00 short of the total.");
    expect(detail("ISK").detail).toBe("Payments are 500 short of the total.");
    expect(detail("EUR").details.errors).toEqual([
      {
        pointer: "/payments",
        code: "insufficient_payment",
        message: "Payments are 5.00 short of the total.",
      },
    ]);
    const units = itemShort({ item_ids: [], available: 1, asked: 2 });
    expect(problemOf(units, { ...asked, currency: "EUR" })).toMatchObject({
      code: "item_not_available",
      detail: "Only 1 unit of this item is available; you asked for 2.",
      measures: new Map(),
    });
  });

  test("dialects spell the amounts among the details, and nothing else", () => {
    const problem = { ...problemOf(short(), { ...asked, currency: "EUR" }) };
    const spelled = inUnits(problem, { money: (minor, currency) => `${minor} ${currency}` });
    expect(spelled).toMatchObject({ total: "1000 EUR", paid: "500 EUR", due: "500 EUR" });
    expect(problemBody(problem)).toMatchObject({ due: 500, code: "insufficient_payment" });
    expect(problemBody(problem)).not.toHaveProperty("$error");
  });

  test("one from another node, or stored under an idempotency key, is the same", () => {
    const made = short();
    const arrived = Object.assign(
      new Error(made.message),
      JSON.parse(JSON.stringify({ ...made, type: made.type })),
    );
    const stored = failAgain({ code: made.type, message: made.message, data: made.data });
    for (const error of [arrived, stored])
      expect(problemOf(error, { ...asked, currency: "EUR" })).toEqual(
        problemOf(made, { ...asked, currency: "EUR" }),
      );
  });

  test("every declared error has a page, and each sentence names only its details", () => {
    for (const each of errors) {
      expect(problemPages[problemType(each.code)]?.text).toContain(`status ${each.status}`);
      for (const [, name = ""] of each.sentence.matchAll(/\{(\w+)/g))
        expect(each.details).toHaveProperty(name);
    }
    expect(errors.length).toBeGreaterThan(15);
  });
});

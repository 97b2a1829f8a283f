/** The rules of webhooks: when to try again, whom to call, which types match, what is read (section 16). */

import {
  matchesType,
  TYPE_PATTERN,
  unknownPattern,
} from "../../../services/platform/webhooks/event-types.rules.ts";
import { forgetDeliveries } from "../../../services/platform/webhooks/forget-deliveries.ts";
import { bodyOf, idsOf, type Told } from "../../../services/platform/webhooks/message.rules.ts";
import {
  DISABLE_MS,
  delaysMs,
  isDead,
  isGone,
  nextAttempt,
  PROBE_MS,
  pulledTo,
  slowUntil,
  succeeded,
} from "../../../services/platform/webhooks/retries.rules.ts";
import { refusedUrl } from "../../../services/platform/webhooks/urls.rules.ts";
import { webhookDelivery } from "../../../services/platform/webhooks/webhook-delivery.ts";
import { setClock } from "../../../shared/clock.ts";

test("WHK-4: deliveries are kept for 30 days", async () => {
  const setBack = setClock(() => Date.parse("2027-01-31T09:30:00.000Z"));
  const purged: unknown[] = [];
  const global = { purge: async (...each: unknown[]) => void purged.push(each) };
  try {
    await forgetDeliveries.run(global as never, undefined as never);
  } finally {
    setBack();
  }
  expect(purged).toEqual([[webhookDelivery, { created_at: { $lt: "2027-01-01T09:30:00.000Z" } }]]);
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.parse("2027-01-31T09:30:00.000Z");

test("WHK-3: twelve attempts, the last 75:37:35 after the first", () => {
  expect(delaysMs).toHaveLength(12);
  expect(delaysMs.reduce<number>((sum, each) => sum + each, 0)).toBe(75 * HOUR + 37 * MINUTE + 35 * SECOND);
});

test.each([
  [1, 5 * SECOND],
  [2, 30 * SECOND],
  [3, 2 * MINUTE],
  [4, 5 * MINUTE],
  [5, 30 * MINUTE],
  [6, 2 * HOUR],
  [7, 5 * HOUR],
  [8, 10 * HOUR],
  [9, 14 * HOUR],
  [10, 20 * HOUR],
  [11, 24 * HOUR],
])("WHK-3: after attempt %i the next follows in %i ms, give or take a tenth", (made, delay) => {
  expect(nextAttempt(made, NOW, 0)).toBe(NOW + 0.9 * delay);
  expect(nextAttempt(made, NOW, 0.5)).toBe(NOW + delay);
  expect(nextAttempt(made, NOW, 1)).toBe(NOW + 1.1 * delay);
});

test("WHK-3: after the twelfth there is none", () => {
  expect(nextAttempt(12, NOW, 0.5)).toBeNull();
});

test.each([
  [200, true, false],
  [204, true, false],
  [299, true, false],
  [302, false, false],
  [404, false, false],
  [410, false, true],
  [500, false, false],
  [null, false, false],
])("WHK-2: %s is success: %s, gone: %s", (status_code, good, gone) => {
  const outcome = { status_code, retry_after: null };
  expect(succeeded(outcome)).toBe(good);
  expect(isGone(outcome)).toBe(gone);
});

test.each([
  [200, "60", null],
  [500, null, null],
  [null, null, null],
  [429, null, 10 * SECOND],
  [502, null, 10 * SECOND],
  [503, "later", 10 * SECOND],
  [504, "0", 10 * SECOND],
  [503, "120", 2 * MINUTE],
  [400, "30", 30 * SECOND],
  [503, "Sun, 31 Jan 2027 09:45:00 GMT", 15 * MINUTE],
  [429, "999999999", HOUR],
])("WHK-2: %s with Retry-After %s leaves the endpoint alone for %s ms", (status_code, retry_after, rest) => {
  expect(slowUntil({ status_code, retry_after }, NOW)).toBe(rest === null ? null : NOW + rest);
});

test("WHK-3: dead after five days", () => {
  expect(DISABLE_MS).toBe(5 * 24 * HOUR);
  expect(isDead(NOW - DISABLE_MS + 1, NOW)).toBe(false);
  expect(isDead(NOW - DISABLE_MS, NOW)).toBe(true);
});

test("WHK-3a: at most 20 in a second are pulled forward, what fails alone rests, a test leaves nothing waiting", () => {
  const to = (n: number, tries: number, last_attempt: number | null, pulling: "gently" | "all" = "gently") =>
    pulledTo(n, NOW, { tries, last_attempt }, pulling);
  const pulled = Array.from({ length: 21 }, (_, n) => to(n, 0, null));
  expect(pulled.filter((at) => at < NOW + SECOND)).toHaveLength(20);
  expect(to(3, 5, NOW - HOUR)).toBe(NOW + 150);
  expect(to(3, 5, NOW - MINUTE)).toBe(NOW - MINUTE + PROBE_MS);
  // One of the outage that has just ended.
  expect(to(3, 4, NOW - MINUTE)).toBe(NOW + 150);
  expect(to(3, 4, NOW - SECOND)).toBe(NOW + 4 * SECOND);
  expect(to(3, 5, NOW - SECOND, "all")).toBe(NOW + 150);
});

test.each([
  [["*"], "sale.finalized", true],
  [["sale.*"], "sale.finalized", true],
  [["sale.*"], "sale_line.created", false],
  [["sale.finalized", "item.sold"], "item.sold", true],
  [["sale.finalized"], "sale.voided", false],
])("%j wants %s: %s", (patterns, type, wanted) => {
  expect(matchesType(patterns, type)).toBe(wanted);
});

test("a pattern that nothing can match is named", () => {
  const types = ["sale.finalized", "item.sold"];
  expect(unknownPattern(["*", "sale.*", "item.sold"], types)).toBeUndefined();
  expect(unknownPattern(["sale.*", "item.lost"], types)).toBe("item.lost");
  expect(["*", "sale.*", "sale.finalized"].every((each) => TYPE_PATTERN.regex.test(each))).toBe(true);
  expect(
    ["", "*.*", "sale", "sale.**", "Sale.x", "a.b.c"].some((each) => TYPE_PATTERN.regex.test(each)),
  ).toBe(false);
});

const inside = (host: string) =>
  `The address is not one of the public internet, and the operator does not list ${host} in WEBHOOKS_ALLOWED_HOSTS.`;
const strict = { allowed_hosts: [], allow_http: false };
test.each([
  ["https://example.com/hook", null],
  ["https://example.com:8443/hook", null],
  [
    "http://example.com/hook",
    "Only https URLs can be called, unless the operator lists example.com:80 in WEBHOOKS_ALLOWED_HOSTS.",
  ],
  ["ftp://example.com", "Only https URLs can be called."],
  ["nonsense", "This is no URL."],
  ["https://me:pass@example.com", "A user name or password in a URL is not sent; leave it out."],
  ["https://example.com:22", "Of the ports only 80, 443 and those from 1024 on can be called."],
  ["https://127.0.0.1/", inside("127.0.0.1:443")],
  ["https://2130706433/", inside("127.0.0.1:443")],
  ["https://[::1]/", inside("[::1]:443")],
  ["https://[::ffff:10.0.0.1]/", inside("[::ffff:a00:1]:443")],
  ["https://169.254.169.254/latest", inside("169.254.169.254:443")],
  ["https://localhost/", inside("localhost:443")],
])("WHK-5: %s: %s", (url, refused) => {
  expect(refusedUrl(url, strict)).toBe(refused);
});

test("WHK-5: what the operator lists or allows may be called", () => {
  expect(refusedUrl("http://10.0.0.7:8080/x", { ...strict, allowed_hosts: ["10.0.0.7:8080"] })).toBeNull();
  expect(
    refusedUrl("http://10.0.0.7:8081/x", { ...strict, allowed_hosts: ["10.0.0.7:8080"] }),
  ).not.toBeNull();
  expect(refusedUrl("http://example.com/x", { ...strict, allow_http: true })).toBeNull();
  expect(refusedUrl("http://127.0.0.1/x", { ...strict, allow_http: true })).not.toBeNull();
});

const told = (data: Record<string, unknown>): Told => ({
  id: "event-1",
  type: "sale.finalized",
  occurred_at: "2027-01-31T09:30:00.000Z",
  seq: 7,
  mode: "live",
  aggregate: { kind: "sale", id: "sale-1", seq: 3 },
  data,
});
const place = {
  event_id: "event-1",
  mode: "live",
  seq: 7,
  aggregate: { kind: "sale", id: "sale-1", seq: 3 },
};

test("WHK-1: type, timestamp, data with what sorts it (WHK-4)", () => {
  expect(JSON.parse(bodyOf(told({ total: 5 }), "standard"))).toEqual({
    type: "sale.finalized",
    timestamp: "2027-01-31T09:30:00.000Z",
    data: { total: 5, ...place },
  });
});

test("WHK-1: above 20 KiB ids only", () => {
  const big = told({ sale: { id: "sale-1", memo: "x".repeat(21_000) }, account_id: "account-1" });
  const text = bodyOf(big, "standard");
  expect(Buffer.byteLength(text)).toBeLessThan(20 * 1024);
  expect(JSON.parse(text).data).toEqual({
    sale_id: "sale-1",
    account_id: "account-1",
    ...place,
    truncated: true,
  });
  const umlauts = bodyOf(told({ memo: "ü".repeat(10_300) }), "standard");
  expect(JSON.parse(umlauts).data.truncated).toBe(true);
});

test("WHK-6: the style that ConsignCloud's receivers read has the ids as payload beside data", () => {
  const sold = told({ item_id: "item-1", sale_id: "sale-1", quantity: 1 });
  expect(idsOf(sold)).toEqual({ item_id: "item-1", sale_id: "sale-1" });
  expect(JSON.parse(bodyOf(sold, "with_payload"))).toMatchObject({
    data: { quantity: 1 },
    payload: { item_id: "item-1", sale_id: "sale-1" },
  });
});

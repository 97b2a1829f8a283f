/** Refusals in batches (AUD-2): few records however many refusals, and none of them lost while the process lives. */
import type { Exchange } from "../../../gateway/exchange.ts";
import type { Noted } from "../../../gateway/kit/route.ts";
import type { Problem } from "../../../gateway/problem.ts";
import { refusals } from "../../../gateway/refusals.ts";
import type { Meta } from "../../../shared/meta.ts";

const HOUR_MS = 3_600_000;
const OWN = "01900000-0000-7000-8000-000000000001";
const FOREIGN = "01900000-0000-7000-8000-000000000002";

type Record = { org: string; by: string; access: Noted };

function counting(owners: { id: string; org_id: string; is_deleted: boolean }[] = []) {
  const written: Record[] = [];
  const looked: string[][] = [];
  let now_ms = 0;
  let broken = false;
  let tries = 0;
  const counted = refusals({
    async note({ org, actor }: Meta, access) {
      tries += 1;
      if (broken) throw new Error("away");
      written.push({ org: org.id, by: actor.id, access });
    },
    async owners(_what, ids) {
      looked.push(ids);
      return owners.filter(({ id }) => ids.includes(id));
    },
    report: () => undefined,
    now: () => now_ms,
  });
  const refuse = (status: number, { key = "key", id = "" } = {}) => {
    const org = { id: OWN, slug: "shop", mode: "live", currency: "USD", timezone: "UTC" };
    const principal = { org, actor: { kind: "api_key", id: key }, scopes: new Set() };
    const exchange = {
      request: { headers: {}, socket: {} },
      ...{ request_id: "request-1", route: { method: "GET", path: "/items/{id}" } },
      principal: status === 401 ? undefined : principal,
    };
    const problem = { status, what: id ? "item" : undefined, details: { id } };
    // Of both it reads only these parts.
    counted.count(exchange as unknown as Exchange, problem as unknown as Problem);
  };
  return {
    ...{ written, looked, refuse, write: counted.write },
    at: (ms: number) => {
      now_ms = ms;
    },
    tries: () => tries,
    breakIt: (is: boolean) => {
      broken = is;
    },
  };
}

const rowsOf = (written: Record[]) => written.map(({ access }) => access.rows);

test("the first of an hour at once, the rest with the end of the hour or of the gateway (AUD-2)", async () => {
  const { written, refuse, write, at } = counting();
  for (let n = 0; n < 3; n++) refuse(403);
  await write();
  expect(rowsOf(written)).toEqual([3]);
  for (let n = 0; n < 1000; n++) refuse(403);
  await write();
  expect(rowsOf(written)).toEqual([3]);
  at(HOUR_MS);
  refuse(403);
  await write();
  expect(rowsOf(written)).toEqual([3, 1000, 1]);
  refuse(403);
  await write(true);
  expect(rowsOf(written)).toEqual([3, 1000, 1, 1]);
  await write(true);
  expect(written).toHaveLength(4);
});

test("callers and statuses apart; nobody's are the installation's, as one (AUD-2)", async () => {
  const { written, refuse, write } = counting();
  refuse(403, { key: "a" });
  refuse(403, { key: "b" });
  for (let n = 0; n < 50; n++) refuse(401);
  await write();
  expect(written.map(({ by, access }) => [by, access.status, access.rows])).toEqual([
    ["a", 403, 1],
    ["b", 403, 1],
    ["nobody", 401, 50],
  ]);
  expect(written[2]!.org).not.toBe(OWN);
});

test("404 counts for ids that exist: hidden ones for the caller's organization, foreign ones for the installation", async () => {
  const { written, looked, refuse, write } = counting([
    { id: "foreign", org_id: FOREIGN, is_deleted: false },
    { id: "hidden", org_id: OWN, is_deleted: false },
    { id: "deleted", org_id: OWN, is_deleted: true },
  ]);
  for (const id of ["foreign", "foreign", "hidden", "deleted", "mistyped", ""]) refuse(404, { id });
  await write();
  expect(looked).toEqual([["foreign", "hidden", "deleted", "mistyped"]]);
  expect(written.map(({ org, access }) => [org === OWN, access.rows, access.caller_org_id])).toEqual([
    [false, 2, OWN],
    [true, 1, undefined],
  ]);
});

test("what cannot be written is kept and written later, with when it began", async () => {
  const { written, refuse, write, at, breakIt, tries } = counting();
  breakIt(true);
  refuse(403);
  refuse(403, { key: "another" });
  await write();
  // One is enough to tell.
  expect(tries()).toBe(1);
  at(60_000);
  refuse(403);
  breakIt(false);
  await write(true);
  expect(written).toMatchObject([
    { access: { rows: 2, since: "1970-01-01T00:00:00.000Z", until: "1970-01-01T00:01:00.000Z" } },
    { by: "another", access: { rows: 1 } },
  ]);
});

test("thousands of callers at once: memory and records are bounded (INV-32)", async () => {
  const { written, refuse, write } = counting();
  for (let n = 0; n < 12_000; n++) refuse(403, { key: `key ${n}` });
  for (let n = 0; n < 3000; n++) refuse(404, { id: `item ${n}` });
  await write();
  expect(written).toHaveLength(10_000);
});

/** When a picture of an import is tried, and where it comes among the item's others. */
import {
  delaysMs,
  dropped,
  failed,
  givenBack,
  inPlace,
  isBeyond,
  made,
  nextOf,
  turnOf,
} from "../../../services/inventory/import-pictures/fetches.rules.ts";
import type { WantedPicture } from "../../../services/inventory/import-pictures/picture-fetch.ts";
import type { Picture } from "../../../shared/pictures.ts";

const NOW = Date.parse("2027-03-01T10:00:00.000Z");
const at = (ms: number) => new Date(NOW + ms).toISOString();

const wanted = (more: Partial<WantedPicture> = {}): WantedPicture => ({
  ...{ line: 2, address: "https://cdn.example.com:8443/a.jpg", alt: null, status: "waiting", tries: 0 },
  ...{ next_at: null, picture_id: null, code: null, message: null },
  ...more,
});
const down = { code: "unreachable", message: "It is down.", again: true };

test("pictures are tried in their order, those that failed when they are due again, and ended ones never", () => {
  const retrying = wanted({ status: "retrying", next_at: at(5000) });
  expect(nextOf([wanted(), wanted()])).toBe(0);
  expect(nextOf([retrying, wanted()])).toBe(1);
  expect(nextOf([retrying, wanted({ status: "retrying", next_at: at(4000) })])).toBe(1);
  const ended = (["made", "failed", "dropped"] as const).map((status) => wanted({ status }));
  expect(nextOf(ended)).toBe(-1);
  expect(turnOf(ended, NOW)).toEqual({ host: null, next_at: null });
  expect(turnOf([retrying], NOW)).toEqual({ host: "cdn.example.com:8443", next_at: at(5000) });
  expect(turnOf([retrying, wanted()], NOW)).toEqual({ host: "cdn.example.com:8443", next_at: at(0) });
});

test("the fifth attempt that fails is the last, and what cannot succeed later is given up at once", () => {
  for (const [tries, delay] of delaysMs.slice(1).entries()) {
    const again = failed(wanted({ tries: tries + 1 }), down, NOW, 0.5);
    expect(again).toMatchObject({ status: "retrying", next_at: at(delay), code: "unreachable" });
  }
  const last = failed(wanted({ tries: delaysMs.length }), down, NOW, 0.5);
  expect(last).toMatchObject({ status: "failed", next_at: null, message: "It is down." });
  expect(failed(wanted({ tries: 1 }), { ...down, again: false }, NOW, 0.5).status).toBe("failed");
});

test("attempts that a crash ended count, so that a picture that kills whoever tries it is given up", () => {
  expect([delaysMs.length, delaysMs.length + 1].map(isBeyond)).toEqual([false, true]);
});

test("an attempt that is given back does not count; what a deleted item has is kept, the rest dropped", () => {
  expect(givenBack(wanted({ tries: 3, status: "retrying" }))).toMatchObject({ tries: 2, status: "retrying" });
  const all = [wanted({ status: "made" }), wanted(), wanted({ status: "retrying", next_at: at(1) })];
  expect(dropped(all).map(({ status, next_at }) => [status, next_at])).toEqual([
    ["made", null],
    ["dropped", null],
    ["dropped", null],
  ]);
});

const shown = (...ids: string[]): Picture[] =>
  ids.map((id) => ({
    ...{ id, alt: null, path: "", small_path: "", medium_path: "", large_path: "" },
    ...{ width: 1, height: 1 },
  }));

test.each([
  ["behind the nearest one before it", ["a", null, "c"], 1, ["a", "c", "b"], "abc"],
  ["before the nearest one behind it", [null, "b", "c"], 0, ["b", "c", "a"], "abc"],
  ["behind its predecessor, wherever that was moved to", ["a", null, "c"], 1, ["c", "a", "x", "b"], "cabx"],
  ["at the end, when all others were removed", ["a", null, "c"], 1, ["x", "b"], "xb"],
] as const)("a picture comes %s", (_, ids, n, before, after) => {
  const all = ids.map((id) => (id ? made(wanted({ tries: 1 }), id) : wanted({ tries: 1 })));
  expect(
    inPlace(shown(...before), all, n)
      .map(({ id }) => id)
      .join(""),
  ).toBe(after);
});

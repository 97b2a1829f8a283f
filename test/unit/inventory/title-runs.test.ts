import { runsOf } from "../../../services/inventory/price-suggestions/title-runs.rules.ts";

test("runs of neighboring words, the longest first", () => {
  expect(runsOf("Marc O'Polo coat, navy")).toEqual([
    "Marc O'Polo coat navy",
    "Marc O'Polo coat",
    "O'Polo coat navy",
    "Marc O'Polo",
    "O'Polo coat",
    "coat navy",
    "Marc",
    "O'Polo",
    "coat",
    "navy",
  ]);
});

test.each(["", " – ", "***"])("a title without a word has none: %j", (title) => {
  expect(runsOf(title)).toEqual([]);
});

test("a long title gives at most 74 runs, which fit one query", () => {
  expect(runsOf(Array.from({ length: 60 }, (_, i) => `word${i}`).join(" "))).toHaveLength(74);
});

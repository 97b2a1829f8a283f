import { defaultLadder, ladderStep } from "../../../services/inventory/rules/price-ladder.ts";

test.each([
  [0, 50, "at least one step"],
  [10, 50, "at least one step"],
  [124, 100, "down"],
  [125, 150, "halves up"],
  [999, 1000, "up over the edge of a row"],
  [1000, 1000, "the next row begins at its edge"],
  [1049, 1000, "down"],
  [1050, 1100, "halves up"],
  [2998.8, 3000, "the vector of 18.6"],
  [4999, 5000, "up"],
  [5249, 5000, "down"],
  [5250, 5500, "halves up"],
  [19_749, 19_500, "down"],
  [20_499, 20_000, "by ten"],
  [20_500, 21_000, "halves up"],
  [1_000_000_499, 1_000_000_000, "however high"],
])("18.5: %d becomes %d (%s)", (price, expected) => {
  expect(ladderStep(price, defaultLadder)).toBe(expected);
});

test("18.5: a shop's own ladder; beyond its last row the last step goes on", () => {
  const ladder = [
    { up_to: 2000, step: 99 },
    { up_to: 10_000, step: 500 },
  ];
  expect(ladderStep(100, ladder)).toBe(99);
  expect(ladderStep(10_300, ladder)).toBe(10_500);
});

test("a ladder without a step is a mistake of the caller", () => {
  expect(() => ladderStep(100, [])).toThrow(RangeError);
});

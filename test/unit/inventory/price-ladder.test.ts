import { editedPrice, ladderIn, onLadder } from "../../../services/inventory/prices/price-ladder.rules.ts";

const minor = (price: number) => BigInt(Math.round(price * 1_000_000));

test.each([
  [2998.8, 3000],
  [0, 50],
  [24, 50],
  [74, 50],
  [75, 100],
  [974, 950],
  [975, 1000],
  [999, 1000],
  [1000, 1000],
  [1049.999999, 1000],
  [1050, 1100],
  [4949, 4900],
  [4950, 5000],
  [5000, 5000],
  [5249, 5000],
  [5250, 5500],
  [19_999, 20_000],
  [20_000, 20_000],
  [20_499, 20_000],
  [20_500, 21_000],
])("18.5: %d becomes %d by the default ladder", (price, rounded) => {
  expect(onLadder(minor(price), ladderIn("USD", null))).toBe(rounded);
});

test.each([
  [[{ step: 99 }], 140, 99],
  [[{ step: 99 }], 149, 198],
  [[{ step: 500 }, { up_to: 100, step: 10 }], 94, 90],
  [[{ step: 500 }, { up_to: 100, step: 10 }], 100, 500],
  [[{ up_to: 100, step: 10 }], 104, 100],
  [[{ up_to: 100, step: 10 }], 106, 110],
  [[], 2998, 3000],
])("a ladder %j of the organization's own takes %d to %d", (ladder, price, rounded) => {
  expect(onLadder(minor(price), ladderIn("USD", ladder))).toBe(rounded);
});

test.each([
  [{ set: 1234 }, 1200],
  [{ add: 300 }, 2300],
  [{ add: -5000 }, 50],
  [{ multiply_ppm: 900_000 }, 1800],
  // 1049.998: rounding twice would make 1100 of it.
  [{ multiply_ppm: 524_999 }, 1000],
  [{ multiply_ppm: 525_000 }, 1100],
  [{ multiply_ppm: 0 }, 50],
])("BLK-3: %j makes of 2000 a price of %d", (edit, price) => {
  expect(editedPrice(2000, edit, ladderIn("USD", null))).toBe(price);
});

test.each([
  // 19,075 kr × 1.1 = 20,982.5 kr, in steps of 10 kr.
  ["ISK", 20_982.5, 20_980],
  ["ISK", 7, 7],
  ["ISK", 49, 49],
  ["ISK", 52, 50],
  ["ISK", 0.2, 1],
  ["KWD", 9740, 9500],
  ["KWD", 9750, 10_000],
  ["KWD", 52_499, 50_000],
  ["KWD", 204_999, 200_000],
  ["KWD", 205_000, 210_000],
])("18.5: the default ladder counts in major units: %s %d becomes %d", (currency, price, rounded) => {
  expect(onLadder(minor(price), ladderIn(currency, null))).toBe(rounded);
});

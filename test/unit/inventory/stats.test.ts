import { averageOf, medianOf, shareOf } from "../../../services/inventory/stats/stats.rules.ts";

test.each<[number[], number | null]>([
  [[], null],
  [[4], 4],
  [[9, 1], 1],
  [[3, 1, 2], 2],
  [[1, 1, 1, 8], 1],
  [[8, 8, 8, 1, 2], 8],
  [[5, 4, 4, 5, 5, 4], 4],
])("RPT-3: the median of %j is %s", (values, median) => {
  const histogram = [...new Set(values)].map((value) => ({
    value,
    times: values.filter((each) => each === value).length,
  }));
  expect(medianOf([...histogram, { value: 3, times: 0 }])).toBe(median);
});

test("shares and averages are rounded once, halves up; of nothing there is none", () => {
  expect([shareOf(1, 3), shareOf(0, 2), shareOf(0, 0)]).toEqual([333_333, 0, null]);
  expect([averageOf(5, 2), averageOf(0, 0)]).toEqual([3, null]);
});

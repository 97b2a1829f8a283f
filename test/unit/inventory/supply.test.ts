/** Promises and requirements (AVL-2, MRP-1, MRP-2). */
import { promise } from "../../../services/inventory/supply/rules/promise.ts";
import { canMake, requirements } from "../../../services/inventory/supply/rules/requirements.ts";
import { units } from "../../../shared/micro.ts";

const of = (decimal: number) => Math.round(decimal * 1_000_000);

test.each<[number, string | null]>([
  [20, "2027-06-01"],
  [21, "2027-06-15"],
  [60, "2027-06-15"],
  [120, "2027-06-15"],
  [121, null],
])("AVL-2 %d can be promised for %s", (quantity, day) => {
  const level = {
    ...{ on_hand: 85, reserved: 5, allocated: 20, demand: 60, on_order: 100, in_transit: 0 },
  };
  const supply = {
    level,
    arrivals: [{ due: "2027-06-15", quantity: 100 }],
    demands: [{ due: "2027-06-10", quantity: 40 }],
  };
  const promised = promise(supply, quantity, "2027-06-01");
  expect(promised.day).toBe(day);
  expect(promised.projection).toEqual([
    { day: "2027-06-01", quantity: 60 },
    { day: "2027-06-10", quantity: 20 },
    { day: "2027-06-15", quantity: 120 },
  ]);
});

test("AVL-2 an arrival without a day is not counted on, a demand without one is due at once", () => {
  const level = { on_hand: 10, reserved: 0, allocated: 0, demand: 4, on_order: 9, in_transit: 0 };
  const supply = { level, arrivals: [{ due: null, quantity: 9 }], demands: [{ due: null, quantity: 4 }] };
  expect(promise(supply, 6, "2027-06-01").day).toBe("2027-06-01");
  expect(promise(supply, 7, "2027-06-01").day).toBeNull();
});

/** The vector of 9.7 with its stock. */
const part = (kind: "material" | "sku", id: string, quantity: number, scrap_ppm = 0) => ({
  material_id: kind === "material" ? id : null,
  sku_id: kind === "sku" ? id : null,
  quantity: of(quantity),
  scrap_ppm,
});
const boms = new Map([
  ["gift", [part("sku", "jar", 2), part("material", "box", 1), part("material", "ribbon", 0.5, 40_000)]],
  ["jar", [part("material", "beans", 0.25), part("material", "lid", 1)]],
]);
const available = new Map(
  Object.entries({ jar: 50, box: 130, ribbon: 40, beans: 30, lid: 100 }).map(([id, n]) => [id, units(n)]),
);

test("MRP-1 the sub-assembly that is there is used first, the rest explodes", () => {
  const found = requirements(boms, available, "gift", units(120));
  const by = Object.fromEntries(found.map((each) => [each.material_id ?? each.sku_id, each]));
  expect(by.jar).toMatchObject({ required: units(240), make: units(190), short: 0 });
  expect([by.beans, by.lid, by.ribbon, by.box].map((each) => each?.short)).toEqual([
    of(17.5),
    units(90),
    of(22.4),
    0,
  ]);
});

test("MRP-2 the most that can be made", () => {
  expect(canMake(boms, available, "gift")).toBe(75);
  expect(canMake(boms, new Map(), "gift")).toBe(0);
  expect(canMake(boms, available, "box")).toBe(0);
});

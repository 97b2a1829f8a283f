import fc from "fast-check";
import { type Component, componentViolations } from "../../../services/catalog/boms/rules/components.ts";
import {
  type Boms,
  cycleThrough,
  explode,
  makingOrder,
} from "../../../services/catalog/boms/rules/explode.ts";
import { units } from "../../../shared/micro.ts";

const of = (decimal: number) => Math.round(decimal * 1_000_000);
const part = (kind: "material" | "sku", id: string, quantity: number, scrap_ppm = 0): Component => ({
  material_id: kind === "material" ? id : null,
  sku_id: kind === "sku" ? id : null,
  quantity: of(quantity),
  scrap_ppm,
});

/** The vector of 9.7. */
const gifts: Boms = new Map([
  ["gift", [part("sku", "jar", 2), part("material", "box", 1), part("material", "ribbon", 0.5, 40_000)]],
  ["jar", [part("material", "beans", 0.25), part("material", "lid", 1)]],
]);

test("BOM-1, BOM-2 an order explodes one level, requirements all levels", () => {
  const one = explode(gifts, { sku_id: "gift", quantity: units(120), levels: "one" });
  expect(one.totals).toEqual([
    { material_id: null, sku_id: "jar", quantity: units(240) },
    { material_id: "box", sku_id: null, quantity: units(120) },
    { material_id: "ribbon", sku_id: null, quantity: of(62.4) },
  ]);
  const all = explode(gifts, { sku_id: "gift", quantity: units(120), levels: "all" });
  expect(all.components.filter(({ level }) => level === 2)).toEqual([
    { level: 2, parent_sku_id: "jar", material_id: "beans", sku_id: null, quantity: units(60) },
    { level: 2, parent_sku_id: "jar", material_id: "lid", sku_id: null, quantity: units(240) },
  ]);
});

test("a SKU that several need is exploded once, for all of them together", () => {
  const boms: Boms = new Map([
    ["a", [part("sku", "b", 1), part("sku", "c", 1)]],
    ["b", [part("sku", "c", 0.5)]],
    ["c", [part("material", "m", 0.000001, 1)]],
  ]);
  const { components, totals } = explode(boms, { sku_id: "a", quantity: units(3), levels: "all" });
  expect(components.at(-1)).toEqual({
    ...{ level: 3, parent_sku_id: "c", material_id: "m", sku_id: null },
    quantity: 6,
  });
  expect(totals.find(({ sku_id }) => sku_id === "c")?.quantity).toBe(units(5));
});

test("a chain of doubled components is exploded in one step per SKU", () => {
  const chain: [string, Component[]][] = Array.from({ length: 29 }, (_, i) => [
    `s${i}`,
    [part("sku", `s${i + 1}`, 1), part("sku", `t${i}`, 1)],
  ]);
  const sides = chain.map(([, [next, side]]): [string, Component[]] => [side!.sku_id!, [next!]]);
  const boms: Boms = new Map([...chain, ...sides]);
  const { totals } = explode(boms, { sku_id: "s0", quantity: units(1), levels: "all" });
  expect(totals.find(({ sku_id }) => sku_id === "s29")?.quantity).toBe(units(2 ** 29));
  expect(() => explode(boms, { sku_id: "s0", quantity: units(1_000_000_000), levels: "all" })).toThrow(
    "units",
  );
});

test("BOM-2, INV-21 the way of a cycle is told", () => {
  expect(cycleThrough(gifts, "jar", [part("sku", "jar", 1)])).toEqual(["jar", "jar"]);
  expect(cycleThrough(gifts, "jar", [part("material", "x", 1), part("sku", "gift", 1)])).toEqual([
    "jar",
    "gift",
    "jar",
  ]);
  expect(cycleThrough(gifts, "gift", [part("sku", "jar", 1)])).toBeNull();
});

test("BOM-4 a component names a material or a SKU, once", () => {
  const both = { ...part("sku", "a", 1), material_id: "m" };
  const neither = { ...part("sku", "a", 1), sku_id: null };
  const items = [part("sku", "a", 1), both, neither, part("material", "m", 1), part("sku", "a", 2)];
  expect(componentViolations(items).map(({ pointer, code }) => [pointer, code])).toEqual([
    ["/items/1", "one_component"],
    ["/items/2", "one_component"],
    ["/items/4", "duplicate"],
  ]);
});

test("INV-21 whatever is accepted has an order in which it can be made", () => {
  const edges = fc.array(fc.tuple(fc.nat(9), fc.array(fc.nat(9), { maxLength: 4 })), { maxLength: 30 });
  fc.assert(
    fc.property(edges, (writes) => {
      const boms = new Map<string, Component[]>();
      for (const [output, parts] of writes) {
        const items = [...new Set(parts)].map((id) => part("sku", `s${id}`, 1));
        if (!cycleThrough(boms, `s${output}`, items)) boms.set(`s${output}`, items);
      }
      for (const id of boms.keys()) {
        const order = makingOrder(boms, id);
        expect(order[0]).toBe(id);
        expect(new Set(order).size).toBe(order.length);
        for (const [at, each] of order.entries())
          for (const { sku_id } of boms.get(each) ?? []) expect(order.indexOf(sku_id!)).toBeGreaterThan(at);
      }
    }),
    { numRuns: 300 },
  );
});

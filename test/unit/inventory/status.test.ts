import fc from "fast-check";
import {
  type MoveOptions,
  moveFlows,
  moveUnits,
} from "../../../services/inventory/units/move-units.rules.ts";
import {
  changeQuantity,
  endActionStatus,
  itemStatus,
  newCounts,
  quantityOf,
  type StatusCounts,
  soldUnits,
  type UnitStatus,
  unitStatuses,
} from "../../../services/inventory/units/status.rules.ts";

const today = "2027-03-01";

test.each<[StatusCounts, string | null, string]>([
  [{ active: 1 }, null, "active"],
  [{ active: 1 }, "2027-02-28", "expired"],
  [{ active: 1 }, "2027-03-01", "active"],
  [{ sold_on_shopify: 2 }, null, "sold_on_shopify"],
  [{ sold: 1, active: 1 }, null, "active"],
  [{ sold: 1, active: 1 }, "2027-01-01", "expired"],
  [{ sold: 1, parked: 1 }, "2027-01-01", "parked"],
  [{ sold_on_square: 1, damaged: 1 }, null, "sold"],
  [{ sold_on_square: 1, to_be_returned: 1 }, null, "to_be_returned"],
  [{ inactive: 1, to_be_returned: 1 }, null, "inactive"],
  [{ stolen: 1, lost: 1, damaged: 1 }, null, "lost"],
  [{ donated: 1, returned_to_owner: 1, discarded: 1 }, null, "returned_to_owner"],
  [{}, null, "inactive"],
])("4.1 %j expiring on %s reads %s", (counts, expires_on, word) => {
  expect(itemStatus(counts, { expires_on, today })).toBe(word);
});

/** The table of 4.1, flow by flow. */
const table: Record<(typeof moveFlows)[number], Record<string, string>> = {
  status: {
    inactive: "active to_be_returned returned_to_owner donated discarded lost stolen damaged",
    active: "inactive to_be_returned returned_to_owner donated discarded lost stolen damaged",
    to_be_returned: "active returned_to_owner donated discarded lost stolen damaged",
    lost: "active",
    stolen: "active",
    damaged: "active returned_to_owner donated discarded",
  },
  hold: { active: "parked" },
  release: { parked: "active" },
  sale: { active: "sold", parked: "sold" },
  channel: { active: "sold_on_shopify sold_on_square sold_on_third_party" },
  void: anySold("active"),
  refund: anySold("active damaged returned_to_owner"),
};

function anySold(to: string): Record<string, string> {
  const sold = ["sold", "sold_on_shopify", "sold_on_square", "sold_on_third_party", "sold_on_legacy"];
  return Object.fromEntries(sold.map((status) => [status, to]));
}

test.each(moveFlows)("4.1 every pair of statuses by %s", (flow) => {
  for (const from of unitStatuses) {
    const allowed = (table[flow][from] ?? "").split(" ").filter(Boolean);
    for (const to of unitStatuses.filter((status) => status !== from)) {
      const result = moveUnits({ [from]: 2 }, from, to, 1, { flow });
      expect([flow, from, to, result.ok]).toEqual([flow, from, to, allowed.includes(to)]);
      if (result.ok) expect(result.status_counts).toEqual({ [from]: 1, [to]: 1 });
      else if (result.code === "invalid_transition")
        expect([...result.allowed].sort()).toEqual(allowed.sort());
    }
  }
});

test("ITM-1 sold* is not a word that anybody may set", () => {
  expect(moveUnits({ active: 1 }, "active", "sold")).toEqual({
    ok: false,
    code: "status_not_settable",
    to: "sold",
  });
  expect(moveUnits({ active: 1 }, null, "sold_on_legacy")).toMatchObject({ code: "status_not_settable" });
});

test("ITM-2 collapsed return states", () => {
  const options = { collapse_return_states: true };
  expect(moveUnits({ active: 1 }, null, "to_be_returned", null, options)).toMatchObject({
    status_counts: { returned_to_owner: 1 },
  });
});

test("ITM-3 n units, by default all that are in `from`", () => {
  expect(moveUnits({ active: 3, sold: 1 }, "active", "donated")).toEqual({
    ok: true,
    status_counts: { donated: 3, sold: 1 },
    moves: [{ from: "active", to: "donated", units: 3 }],
  });
  expect(moveUnits({ active: 3 }, "active", "lost", 4)).toEqual({
    ok: false,
    code: "item_not_available",
    from: "active",
    available: 3,
    asked: 4,
  });
});

test("without `from` every status that may go there gives units, active ones first", () => {
  expect(moveUnits({ inactive: 2, active: 1, lost: 1 }, null, "discarded", 2)).toMatchObject({
    status_counts: { inactive: 1, lost: 1, discarded: 2 },
    moves: [
      { from: "active", units: 1 },
      { from: "inactive", units: 1 },
    ],
  });
});

test("STM-2 repeating a status by hand moves nothing; a sale never succeeds without units", () => {
  expect(moveUnits({ donated: 1 }, null, "donated")).toEqual({
    ok: true,
    status_counts: { donated: 1 },
    moves: [],
  });
  expect(moveUnits({ active: 1, sold: 1 }, null, "active")).toMatchObject({ ok: true, moves: [] });
  expect(moveUnits({ sold: 1 }, null, "sold", 1, { flow: "sale" })).toMatchObject({
    code: "item_not_available",
  });
  expect(moveUnits({ parked: 1 }, null, "sold", 1, { flow: "sale" })).toMatchObject({
    code: "item_not_available",
  });
  expect(moveUnits({ parked: 1 }, "parked", "sold", 1, { flow: "sale" }).ok).toBe(true);
});

test("STM-1 names from, to and what is allowed", () => {
  expect(moveUnits({ sold: 1 }, null, "active")).toEqual({
    ok: false,
    code: "invalid_transition",
    from: "sold",
    to: "active",
    allowed: [],
  });
});

test("4.1 what has left for good comes back by force and with a reason only", () => {
  for (const from of ["returned_to_owner", "donated", "discarded"] as const) {
    const move = (options: MoveOptions) => moveUnits({ [from]: 1 }, from, "active", null, options);
    expect(move({})).toMatchObject({ ok: false, code: "invalid_transition" });
    expect(move({ force: true })).toEqual({ ok: false, code: "reason_required" });
    expect(move({ force: true, reason: "mistake" })).toMatchObject({ status_counts: { active: 1 } });
  }
});

test("SALE-4 own goods may be sold below zero by policy", () => {
  const options = { flow: "sale" as const, allow_negative: true };
  expect(moveUnits({ active: 1 }, "active", "sold", 3, options)).toMatchObject({
    status_counts: { active: -2, sold: 3 },
  });
});

test("ITM-5 quantity: new units are active or inactive, only such units can go", () => {
  expect(changeQuantity({ active: 1, sold: 2 }, 5)).toMatchObject({ status_counts: { active: 3, sold: 2 } });
  expect(changeQuantity({ sold: 2 }, 3, "inactive")).toMatchObject({
    status_counts: { inactive: 1, sold: 2 },
  });
  expect(changeQuantity({ active: 2, inactive: 1, sold: 2 }, 3)).toMatchObject({
    quantity: 3,
    status_counts: { active: 1, sold: 2 },
  });
  expect(changeQuantity({ active: 1, sold: 2 }, 1)).toEqual({
    ok: false,
    code: "insufficient_units",
    available: 1,
    asked: 2,
  });
});

test("ITM-6 where unsold units go at the end", () => {
  expect(endActionStatus("return_to_consignor")).toBe("to_be_returned");
  expect(endActionStatus("convert")).toBeNull();
});

const anyMove = fc.record({
  from: fc.option(fc.constantFrom(...unitStatuses)),
  to: fc.constantFrom(...unitStatuses),
  units: fc.option(fc.integer({ min: 0, max: 12 })),
  flow: fc.constantFrom(...moveFlows),
  force: fc.boolean(),
});

test("INV-13 whatever is tried, Σ status_counts = quantity and no count is negative", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.array(anyMove, { maxLength: 200, size: "max" }),
      (quantity, steps) => {
        let counts = newCounts(quantity, "active");
        for (const { from, to, units, flow, force } of steps) {
          const result = moveUnits(counts, from, to, units, { flow, force, reason: "test" });
          if (!result.ok) continue;
          counts = result.status_counts;
          expect(quantityOf(counts)).toBe(quantity);
          expect(Object.values(counts).every((count) => count > 0)).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});

type Trade = {
  kind: "sell" | "channel" | "void" | "restock" | "write_off" | "hand";
  units: number;
  to: UnitStatus;
};

const trade: fc.Arbitrary<Trade> = fc.record({
  kind: fc.constantFrom("sell", "sell", "channel", "void", "restock", "write_off", "hand"),
  units: fc.integer({ min: 1, max: 3 }),
  to: fc.constantFrom("active", "damaged", "lost", "donated"),
});

const moveOf: Record<
  Trade["kind"],
  (units: number, to: UnitStatus) => [UnitStatus | null, UnitStatus, MoveOptions]
> = {
  sell: () => ["active", "sold", { flow: "sale" }],
  channel: () => ["active", "sold_on_square", { flow: "channel" }],
  void: () => ["sold", "active", { flow: "void" }],
  restock: () => ["sold_on_square", "active", { flow: "refund" }],
  write_off: () => ["sold", "damaged", { flow: "refund" }],
  hand: (_, to) => [null, to, {}],
};

test("INV-14 sold units = Σ sold − Σ restocked or written off − voids", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.array(trade, { maxLength: 200, size: "max" }),
      (quantity, trades) => {
        let counts = newCounts(quantity, "active");
        let sold = 0;
        for (const { kind, units, to } of trades) {
          const [from, target, options] = moveOf[kind](units, to);
          const result = moveUnits(counts, from, target, units, options);
          if (!result.ok) continue;
          counts = result.status_counts;
          if (kind === "sell" || kind === "channel") sold += units;
          else if (kind !== "hand") sold -= units;
          expect(soldUnits(counts)).toBe(sold);
          expect(sold).toBeLessThanOrEqual(quantity);
        }
      },
    ),
    { numRuns: 100 },
  );
});

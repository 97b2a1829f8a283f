/** One state machine for all: repeating is accepted and changes nothing (STM-1), anything else goes by the table (STM-2). */
import fc from "fast-check";
import { machine } from "../../../shared/machine.ts";

const sale = machine({
  open: ["parked", "finalized"],
  parked: ["open"],
  finalized: ["voided"],
  voided: [],
});
const status = fc.constantFrom(...sale.statuses);

test("statuses stand in the order of the table", () => {
  expect(sale.statuses).toEqual(["open", "parked", "finalized", "voided"]);
});

test("STM-2: a move by the table changes the status, any other names what is allowed", () => {
  expect(sale.move("open", "parked")).toEqual({ ok: true, changed: true, status: "parked" });
  expect(sale.move("parked", "finalized")).toEqual({
    ok: false,
    code: "invalid_transition",
    from: "parked",
    to: "finalized",
    allowed: ["open"],
  });
});

test("for every pair: accepted if it is a repetition or follows, and changed only if it follows", () => {
  fc.assert(
    fc.property(status, status, (from, to) => {
      const moved = sale.move(from, to);
      expect(moved.ok).toBe(from === to || sale.next(from).includes(to));
      if (moved.ok) expect(moved).toMatchObject({ changed: from !== to, status: to });
      else expect(moved).toEqual(sale.refuse(from, to));
    }),
  );
});

test("a status that nothing follows is final: it may only be repeated", () => {
  expect(sale.statuses.filter(sale.isFinal)).toEqual(["voided"]);
  for (const to of sale.statuses) expect(sale.move("voided", to).ok).toBe(to === "voided");
});

test("a table cannot name a status that it does not have", () => {
  // @ts-expect-error "gone" is no status of this machine.
  expect(machine({ open: ["gone"] }).statuses).toEqual(["open"]);
});

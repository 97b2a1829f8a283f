/** STM-1: a refused move says what is allowed, in its sentence and in its details. */
import { allowedSentence, machine, movesOf, refusedTransition } from "../../../shared/machine.ts";

const parcel = machine({
  waiting: ["on_its_way", "lost", "sent_back"],
  on_its_way: ["lost"],
  lost: [],
  sent_back: [],
});

const refusal = (from: "waiting" | "on_its_way" | "lost", to: "sent_back" | "waiting") =>
  refusedTransition("parcel", parcel.refuse(from, to));

test("STM-1 a refusal names both statuses and what is allowed", () => {
  expect(refusal("on_its_way", "sent_back")).toMatchObject({
    type: "invalid_transition",
    message: "A parcel that is on its way cannot become sent back. It can become lost.",
    data: { from: "on_its_way", to: "sent_back", allowed: ["lost"] },
  });
  expect(refusal("lost", "waiting")).toMatchObject({
    message: "A parcel that is lost cannot become waiting. Its status can no longer change.",
    data: { allowed: [] },
  });
});

test("an object whose name begins with a vowel is 'an'", () => {
  const { message } = refusedTransition("order", parcel.refuse("lost", "waiting"));
  expect(message).toMatch(/^An order that is lost /);
});

test("several statuses are listed", () => {
  expect(allowedSentence(parcel.next("waiting"))).toBe("It can become on its way, lost, or sent back.");
});

test("of many statuses, nothing follows those that are not named", () => {
  const few = movesOf<"a" | "b" | "c">({ a: ["b"] });
  expect(few.move("a", "b")).toEqual({ ok: true, changed: true, status: "b" });
  expect(few.next("c")).toEqual([]);
  // @ts-expect-error "gone" is none of the statuses.
  expect(movesOf<"a" | "b">({ a: ["gone"] }).next("b")).toEqual([]);
});

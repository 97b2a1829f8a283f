/** Stores: made with their first spot, changed, and deleted when nothing is in them (3.1, DEL-5). */
import { invalidField } from "../../../shared/errors.ts";
import { command } from "../../../shared/service/operation.ts";
import { changeStore, createStore, removeStore } from "../public.ts";
import { location, scheduling, store } from "../resources/store.ts";
import { checkScheduling, type Scheduling } from "../rules/scheduling.ts";
import { wholeFee } from "./check-terms.ts";
import { refuseInUse } from "./in-use.ts";

type Hours = NonNullable<Scheduling[string]>;
type Week = { [day in keyof typeof scheduling]: Hours };
const closed = Object.fromEntries(Object.keys(scheduling).map((day) => [day, [] as Hours])) as Week;

/** All seven days; one that a change does not name stays as it was (RFC 7396). */
function wholeWeek(given: Scheduling | null | undefined, before: Week | null = null): Week | null {
  if (!given) return null;
  const checked = checkScheduling(given);
  if (!checked.ok)
    throw invalidField(
      `/scheduling${checked.pointer}`,
      checked.reason,
      checked.reason === "order" ? "It must open before it closes." : "It overlaps another range of the day.",
    );
  return { ...closed, ...before, ...given } as Week;
}

export const create = command(createStore, async (tx, input) => {
  const default_handling_fee = wholeFee(input.default_handling_fee, "/default_handling_fee");
  const week = wholeWeek(input.scheduling);
  const slug = await tx.slug(store, input.name);
  const made = await tx.insert(store, { ...input, slug, default_handling_fee, scheduling: week });
  // A store has at least one spot from its first moment on (3.1).
  await tx.insert(location, { name: "Sales floor", kind: "spot", store_id: made.id });
  return made;
});

export const change = command(changeStore, async (tx, input) => {
  const { id, scheduling, default_handling_fee, ...given } = input;
  const before = await tx.target(store, id);
  const week =
    scheduling === undefined ? {} : { scheduling: wholeWeek(scheduling, before.scheduling as Week | null) };
  const fee =
    default_handling_fee === undefined
      ? {}
      : { default_handling_fee: wholeFee(default_handling_fee, "/default_handling_fee") };
  return tx.save(store, before, { ...given, ...fee, ...week });
});

export const remove = command(removeStore, async (tx, { id }) => {
  const before = await tx.target(store, id);
  if (before.deleted_at) return before;
  await refuseInUse(tx, "store", { store_id: id });
  return tx.save(store, before, { deleted_at: tx.now }, "own", "deleted");
});

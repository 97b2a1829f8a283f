import { command } from "../../../shared/service/operation.ts";
import { wholeFee } from "../../accounts/public.ts";
import * as declared from "./declarations.ts";
import { location } from "./location.ts";
import { wholeWeek } from "./opening-hours.ts";
import { store } from "./store.ts";

export const createStore = command(declared.createStore, async (tx, input) => {
  const default_handling_fee = wholeFee(input.default_handling_fee ?? null, "/default_handling_fee");
  const week = wholeWeek(input.scheduling);
  const slug = await tx.slug(store, input.name);
  const made = await tx.insert(store, { ...input, slug, default_handling_fee, scheduling: week });
  // A store has at least one spot from its first moment on (3.1).
  await tx.insert(location, { name: "Sales floor", kind: "spot", store_id: made.id });
  return made;
});

import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import { wholeFee } from "../../accounts/public.ts";
import * as declared from "./declarations.ts";
import { location } from "./location.ts";
import { wholeWeek } from "./opening-hours.ts";
import { asSite } from "./sites.ts";
import { store } from "./store.ts";

export const createStore = command(declared.createStore, async (tx, input) => {
  const default_handling_fee = wholeFee(input.default_handling_fee ?? null, "/default_handling_fee");
  const week = wholeWeek(input.scheduling);
  const slug = await tx.slug(store, input.name);
  const made = await tx.insert(store, { ...input, slug, default_handling_fee, scheduling: week });
  const site = newId();
  await tx.insertMany(location, [
    // The site of a store (LOC-1), and at least one spot in it from the first moment on (3.1).
    { ...asSite(made), id: site, kind: "site", store_id: made.id },
    { name: "Sales floor", kind: "spot", store_id: made.id, parent_id: site },
  ]);
  return made;
});

import { command } from "../../../shared/service/operation.ts";
import { wholeFee } from "../../accounts/public.ts";
import * as declared from "./declarations.ts";
import { location } from "./location.ts";
import { type Week, wholeWeek } from "./opening-hours.ts";
import { asSite, siteOf } from "./sites.ts";
import { store } from "./store.ts";

export const changeStore = command(declared.changeStore, async (tx, input) => {
  const { id, scheduling, default_handling_fee, ...given } = input;
  const before = await tx.target(store, id);
  const week =
    scheduling === undefined ? {} : { scheduling: wholeWeek(scheduling, before.scheduling as Week | null) };
  const fee =
    default_handling_fee === undefined
      ? {}
      : { default_handling_fee: wholeFee(default_handling_fee, "/default_handling_fee") };
  const shared = asSite(given);
  const site = Object.keys(shared).length ? await siteOf(tx, id) : null;
  if (site) await tx.save(location, site, shared);
  return tx.save(store, before, { ...given, ...fee, ...week });
});

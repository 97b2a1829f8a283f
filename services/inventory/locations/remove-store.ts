/** A store is deleted and restored with its site (LOC-1). */
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { refuseInUse } from "../items/in-use.ts";
import * as declared from "../stores/declarations.ts";
import { location } from "../stores/location.ts";
import { siteOf } from "../stores/sites.ts";
import { store } from "../stores/store.ts";
import { refuseSupplied } from "./leaving-location.ts";

export const removeStore = command(declared.removeStore, async (tx, { id }) => {
  const before = await tx.target(store, id);
  if (before.deleted_at) return before;
  await refuseInUse(tx, "store", { store_id: id });
  return hide(tx, before, { deleted_at: tx.now, verb: "deleted" });
});

export const restoreStore = command(declared.restoreStore, async (tx, { id }) =>
  hide(tx, await tx.target(store, id), { deleted_at: null, verb: "restored" }),
);

type Hiding = { deleted_at: string | null; verb: "deleted" | "restored" };

async function hide(
  tx: Tx,
  before: Awaited<ReturnType<typeof tx.target<typeof store.fields>>>,
  { deleted_at, verb }: Hiding,
) {
  const site = await siteOf(tx, before.id);
  if (site && verb === "deleted") await refuseSupplied(tx, site);
  if (site) await tx.save(location, site, { deleted_at }, { verb });
  return tx.save(store, before, { deleted_at }, { verb });
}

import { idOf } from "../../../shared/ids.ts";
import { command, query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { savedView } from "./saved-view.ts";

export const keepViews = command(declared.keepViews, async (tx, { owner_ids, settings, ...own }) => {
  const idFor = (owner_id: string) => idOf(`saved view:${tx.org.id}:${own.kind}:${owner_id}:${own.locale}`);
  await tx.upsertMany(
    savedView,
    owner_ids.map((owner_id) => ({
      id: idFor(owner_id),
      values: { ...own, owner_id },
      set: { settings, updated_at: tx.now },
    })),
  );
  return { kept: owner_ids.length };
});

export const dropViews = command(declared.dropViews, async (tx, { owner_ids, ...own }) => {
  const found = await tx.find(savedView, { ...own, owner_id: { $in: [...owner_ids] } });
  for (const each of found) await tx.purge(savedView, each);
  return { dropped: found.length };
});

export const viewsOf = query(declared.viewsOf, async (reader, { kind, owner_ids, locale }) => ({
  views: await reader.find(savedView, { kind, locale, owner_id: { $in: [...owner_ids] } }),
}));

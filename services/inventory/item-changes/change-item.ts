/** Changes an item: its terms while a unit is unsold (TRM-4), its quantity by units on the shelf (ITM-5), its price. */
import { newAmong, picturesOf } from "../../../shared/pictures.ts";
import { command } from "../../../shared/service/operation.ts";
import { wholeFee } from "../../accounts/public.ts";
import { offerPictures } from "../../platform/public.ts";
import { gatherLevels } from "../inheritance/item-levels.ts";
import { viewOn } from "../item-lists/item-view.ts";
import { type Item, item } from "../items/item.ts";
import { loadItem, targetItem } from "../items/load-item.ts";
import { relinked } from "../links/link-item.ts";
import { asksLevels } from "../terms/item-terms.rules.ts";
import * as declared from "./declarations.ts";
import { aroundOf, changedItem } from "./item-changes.ts";
import { tellChanges } from "./tell-changes.ts";

export const changeItem = command(declared.changeItem, {
  async gather(call, { id, ...changes }, _meta, reader) {
    wholeFee(changes.handling_fee, "/handling_fee");
    const before = await loadItem(reader, id);
    const added = newAmong(picturesOf(before), changes.image_ids);
    const offered = added.length ? (await call(offerPictures, { ids: added })).pictures : [];
    if (!asksLevels(before, changes)) return { offered, inherited: {} };
    const { inherited } = await gatherLevels(call, reader, { ...before, ...changes });
    return { offered, inherited };
  },
  async run(tx, { id, ...changes }, { offered, inherited }) {
    const before = await targetItem(tx, id);
    const around = await aroundOf(tx, [before], changes);
    const { values: changed, day } = changedItem(tx, before, changes, inherited, { ...around, offered });
    const values = { ...changed, ...(await relinked(tx, { ...before, ...changed }, before)) };
    const after = { ...before, ...(await tx.save(item, before, values)), ...values } as Item;
    await tellChanges(tx, [{ before, after, today: day.today }]);
    return viewOn(after, day);
  },
});

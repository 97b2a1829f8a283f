import { hold } from "../../../shared/service/hold.ts";
import { live } from "../../../shared/service/live.ts";
import { newly } from "../../../shared/service/newly.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { hidesUnused, rowsOf } from "../../../shared/service/uses.ts";
import { availabilityRuleSet } from "../availability-sets/availability-rule-set.ts";
import { removeRulesOf } from "../availability-sets/remove-rules.ts";
import { type BookableResource, bookableResource } from "./bookable-resource.ts";
import { bookingTag } from "./booking-tag.ts";
import { unitsOf, withUnit } from "./capacity-units.ts";
import * as declared from "./declarations.ts";
import { resourceType } from "./resource-type.ts";
import { shownTypes } from "./with-resources.ts";

/** What a resource gets to name is there when it is written; each tag is there once. */
async function placed<Given extends Partial<BookableResource>>(
  tx: Tx,
  given: Given,
  before?: BookableResource,
): Promise<Given> {
  const set = newly(given.availability_rule_set_id, before?.availability_rule_set_id);
  await hold(tx, resourceType, newly(given.resource_type_id, before?.resource_type_id), "/resource_type_id");
  await hold(tx, bookingTag, newly(given.tag_ids, before?.tag_ids), "/tag_ids");
  await hold(tx, availabilityRuleSet, set, "/availability_rule_set_id");
  return { ...given, ...(given.tag_ids ? { tag_ids: [...new Set(given.tag_ids)] } : {}) };
}

export const createBookableResource = command(declared.createBookableResource, {
  gather: unitsOf,
  run: async (tx, input, units) => tx.insert(bookableResource, await placed(tx, withUnit(input, units))),
});

export const changeBookableResource = command(declared.changeBookableResource, {
  gather: unitsOf,
  async run(tx, { id, ...changes }, units) {
    const before = live(bookableResource, await tx.target(bookableResource, id));
    return tx.save(bookableResource, before, await placed(tx, withUnit(changes, units, before), before));
  },
});

export const removeBookableResource = command(declared.removeBookableResource, async (tx, { id }) => {
  const before = await tx.target(bookableResource, id);
  if (before.deleted_at) return before;
  await removeRulesOf(tx, id);
  return tx.save(bookableResource, before, { deleted_at: tx.now }, { verb: "deleted" });
});

export const removeResourceType = hidesUnused(declared.removeResourceType, {
  resource: resourceType,
  users: [rowsOf(bookableResource, "resource_type_id")],
  shown: shownTypes.one,
});

/** Sites: where goods are made and kept, including those of stores (LOC-1). */
import { location, locationInUse } from "../../../../services/inventory/public.ts";
import { idOf } from "../../../kit/builders.ts";
import { handle } from "../../../kit/operation.ts";
import { whole } from "../../../kit/whole.ts";
import { spelled } from "../../../shapes/derive.ts";
import { objectWith } from "../../../shapes/schema.ts";
import { area, plainArea } from "../area.ts";
import { locationShape } from "../shapes/places.ts";

const sites = plainArea(location, locationShape, {
  only: [{ field: "kind", op: "eq", value: "site" }],
  fill: () => ({ kind: "site" }),
});

/** How many entries of each kind are at a site (DEL-8). */
const getLocationUsage = handle({
  ...{ ids: { id: "id" }, of: "location", scope: locationInUse.scope ?? null },
  schema: objectWith({
    inUse: { type: "boolean" },
    references: { type: "object", additionalProperties: { type: "integer" } },
  }),
  async run(ctx) {
    const { in_use, references } = await ctx.read(locationInUse, { id: idOf(ctx, "location") });
    const counts = Object.entries(references).map(([kind, { count }]) => [spelled(kind, "camel"), count]);
    return { inUse: in_use, references: Object.fromEntries(counts) };
  },
});

export const placeOperations = {
  listLocations: whole(sites, "sort_order"),
  ...area(["Location", "Locations"], sites, ["create", "change", "remove"]),
  getLocationUsage,
};

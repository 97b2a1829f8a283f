import { query } from "../../../shared/service/operation.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { availableOf, projectedOf } from "../levels/rules/effects.ts";
import * as declared from "./declarations.ts";
import { type NamedLevel, namedLevels } from "./named-levels.ts";

type Input = InputOf<typeof declared.summarizeStock>;

/** AVL-1: the stock of everything that ever had an entry. */
export const summarizeStock = query(declared.summarizeStock, async (reader, input, call) => {
  const levels = await namedLevels(reader, call, { filter: filterOf(input), pool: input.pool });
  return { data: levels.map(rowOf) };
});

function filterOf({ pool, material_id, sku_id, location_id }: Input) {
  const column = pool === "materials" ? "material_id" : "sku_id";
  const named = Object.entries({ material_id, sku_id, location_id }).filter(([, id]) => id);
  return {
    $and: [{ [column]: { $ne: null }, has_entries: true }, ...named.map(([name, id]) => ({ [name]: id }))],
  };
}

const rowOf = (level: NamedLevel) => {
  const { material_id, sku_id, location_id, code, name, location_name } = level;
  const { on_hand, on_order, demand, allocated, in_transit, reserved } = level;
  return {
    ...{ material_id, sku_id, location_id, code, name, location_name, on_hand, on_order, demand },
    ...{ allocated, in_transit, reserved },
    ...{ available: availableOf(level), projected: projectedOf(level) },
  };
};

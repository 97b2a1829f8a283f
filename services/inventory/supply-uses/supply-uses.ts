import { query } from "../../../shared/service/operation.ts";
import { usesIn } from "../../../shared/service/uses.ts";
import * as declared from "./declarations.ts";
import { supplyUsers, usingFilter } from "./users.ts";

export const supplyUses = query(declared.supplyUses, async (reader, { kind, ...input }) => {
  const named = Object.entries(input).filter(([, id]) => id);
  const filter = named.length === 1 ? usingFilter(kind, Object.fromEntries(named)) : null;
  return filter ? usesIn(reader, supplyUsers[kind].resource, filter) : { count: 0, sample_ids: [] };
});

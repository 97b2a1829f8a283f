import type { Tx } from "../../../shared/service/tx.ts";
import { role, type StaffRole } from "../identity/role.ts";
import { firstRoles } from "./features.rules.ts";

/** The roles that an organization begins with (MRC-FEA-9); one of its own with such a name stays as it is. */
export async function insertFirstRoles(tx: Tx): Promise<StaffRole[]> {
  const named = { name: { $in: Object.keys(firstRoles) } };
  const there = await tx.find(role, { $or: [{ system: true }, named] });
  // They are made once: what is removed or renamed since stays so.
  if (there.some(({ system }) => system)) return [];
  const known = new Set(there.map(({ name }) => name));
  const missing = Object.entries(firstRoles).filter(([name]) => !known.has(name));
  return tx.insertMany(
    role,
    missing.map(([name, rights]) => ({ name, ...rights, features: [...rights.features], system: true })),
  );
}

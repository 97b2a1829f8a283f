/** The tenant that an operator's command works for. */
import { organization as organizations } from "../../services/accounts/public.ts";
import { newId } from "../../shared/ids.ts";
import { type Meta, systemMeta } from "../../shared/meta.ts";
import type { RunningProcess } from "../process.ts";

/** The tenant's row that calls on its behalf need; null for test data that does not exist yet. */
export async function metaOf(running: RunningProcess, org_id: string): Promise<Meta | null> {
  const bare = systemMeta("operator", org_id, newId());
  const [own] = await running.call(organizations.actions.many, { ids: [org_id] }, bare);
  if (!own) return null;
  const { slug, mode, currency, timezone } = own;
  return { ...bare, org: { id: org_id, slug, mode, currency, timezone } };
}

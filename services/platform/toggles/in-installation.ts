/** The installation as a tenant of its own, as each person is one: what belongs to no organization leaves the same records. */
import { fail } from "../../../shared/errors.ts";
import { INSTALLATION } from "../../../shared/installation.ts";
import { type Meta, systemMeta, unrestricted } from "../../../shared/meta.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { operatesInstallation } from "../../accounts/public.ts";

/** For reads, whoever asks. */
export const installationMeta: Meta = systemMeta("toggles", INSTALLATION, "toggles");

function inInstallation(meta: Meta): Meta {
  const { business_unit_id: _unit, ...rest } = unrestricted(meta);
  return { ...rest, org: installationMeta.org };
}

/** One transaction in the installation, for the organization that operates it. */
export async function changeInstallation<T>(
  { call, meta, headers, transact }: FlowContext,
  action: string,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { operates } = await call(operatesInstallation, {});
  if (!operates)
    throw fail("forbidden", "Only the organization that operates this installation changes its toggles.");
  return transact(inInstallation(meta), { action, headers }, run);
}

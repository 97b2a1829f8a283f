/**
 * Deletes all data of organizations whose grace is over (DEL-7): their live and their test data, in every service. The
 * certificate is made first, and a purge without its end is carried on. Events in JetStream end with their retention.
 */
import { nowInstant } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import type { Global } from "../../../shared/service/global.ts";
import { kernelEmpty } from "../../../shared/service/kernel-actions.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { organization } from "../organizations/organization.ts";
import { testTenant } from "../organizations/tenants.ts";
import { certificateId, purgeCertificate } from "./purge-certificate.ts";

const EVERY_MS = 60 * 60_000;
const MOST = 50;
/** A large organization has millions of rows. */
const TIMEOUT_MS = 10 * 60_000;

/** Accounts last: until then it is known whose the data are. */
const emptied = ["catalog", "contracts", "inventory", "platform", "sales", "accounts"] as const;

const metaOf = (org_id: string): Meta => systemMeta("accounts:purges", org_id, newId());

/** Decides, once, that an organization is not kept any more. */
async function begin(global: Global, id: string): Promise<boolean> {
  const past = { _id: id, purge_at: { $ne: null, $lte: nowInstant() } };
  const set = { $set: { purge_began_at: nowInstant() } };
  return global.transact(metaOf(id), { action: "accounts.organization.purged" }, async (tx) =>
    Boolean(await tx.update(organization, past, set, { emit: "none" })),
  );
}

async function countRows(call: Call, org_ids: string[]): Promise<Record<string, number>> {
  const counts = await Promise.all(
    emptied.map(async (service) => {
      const { rows } = await call(
        kernelEmpty(service),
        { org_ids, count_only: true },
        { timeout_ms: TIMEOUT_MS },
      );
      return [service, rows] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** Again while something is left, as work that had begun before may have written meanwhile. */
async function empty(call: Call, org_ids: string[]): Promise<void> {
  let removed = 0;
  do {
    removed = 0;
    for (const service of emptied)
      removed += (await call(kernelEmpty(service), { org_ids }, { timeout_ms: TIMEOUT_MS })).rows;
  } while (removed > 0);
}

export const purges: Schedule = {
  name: "purges",
  every_ms: EVERY_MS,
  async run(global, callFor) {
    for (const { id } of await global.due(
      organization,
      { purge_at: { $ne: null, $lte: nowInstant() } },
      MOST,
    )) {
      if (!(await begin(global, id))) continue;
      const rows = await countRows(callFor(metaOf(id)), [id, testTenant(id)]);
      const certificate = { organization_id: id, rows, began_at: nowInstant(), finished_at: null };
      await global.establish(purgeCertificate, certificateId(id), certificate);
    }
    for (const { id } of await global.due(purgeCertificate, { finished_at: null }, MOST)) {
      const found = await global.lookup(purgeCertificate, { _id: id });
      if (!found) continue;
      const { organization_id } = found.entity;
      await empty(callFor(metaOf(organization_id)), [organization_id, testTenant(organization_id)]);
      await global.changeAll(purgeCertificate, { _id: id }, { finished_at: nowInstant() });
    }
  },
};

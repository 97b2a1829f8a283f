/** Accounts that are older than CRM records get theirs (MRC-ONE-1). */
import type { Meta } from "../../../shared/meta.ts";
import type { Schedule } from "../../../shared/service/define-service.ts";
import { command } from "../../../shared/service/operation.ts";
import { account } from "../accounts/account.ts";
import { makeRecord, recordsOf } from "../crm-records/crm-record.ts";
import { isFirm } from "../crm-records/record.rules.ts";
import { firstType } from "../lookups/first-type.ts";
import { organization } from "../organizations/organization.ts";
import { systemMeta } from "../organizations/tenants.ts";
import * as declared from "./declarations.ts";

const EVERY_MS = 10 * 60_000;
const CHUNK = 500;

export const recordAccount = command(declared.recordAccount, {
  async gather(call, { id }, _meta, reader) {
    return isFirm(await reader.load(account, id)) ? firstType(call, reader) : null;
  },
  async run(tx, { id }, type_id) {
    const noted = await tx.updateReturningHidden(account, id, { $set: { has_record: true } });
    const { people, firms } = await recordsOf(tx, [id]);
    if (noted && people.length + firms.length === 0) await makeRecord(tx, noted, type_id);
    return { id };
  },
});

export const recordAccounts: Schedule = {
  name: "account_records",
  every_ms: EVERY_MS,
  async run(global, callFor) {
    const metas = new Map<string, Meta>();
    for (let found = CHUNK; found === CHUNK; ) {
      const lacking = await global.due(account, { has_record: null, deleted_at: null }, CHUNK);
      found = lacking.length;
      for (const { id, org_id } of lacking) {
        const meta = metas.get(org_id) ?? { ...systemMeta(org_id), org: await tenant(global, org_id) };
        metas.set(org_id, meta);
        await callFor(meta)(declared.recordAccount, { id });
      }
    }
  },
};

async function tenant(global: Parameters<Schedule["run"]>[0], id: string): Promise<Meta["org"]> {
  const found = await global.lookup(organization, { _id: id });
  const { slug, mode, currency, timezone } = found!.entity;
  return { id, slug, mode, currency, timezone };
}

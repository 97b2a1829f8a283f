import { notFound } from "../../../shared/errors.ts";
import { hold } from "../../../shared/service/hold.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { businessCustomer } from "../crm/business-customer.ts";
import { contact } from "../crm/contact.ts";
import { registering } from "../crm/words.ts";
import { type Deal, deal } from "./deal.ts";
import * as declared from "./deal-declarations.ts";
import { notes } from "./note.ts";

const registerDealt = registering({
  status: "customers.deal-statuses",
  pipeline_stage: "customers.pipeline-stages",
  source: "customers.sources",
});

type Parties = { person_ids?: readonly string[]; company_ids?: readonly string[] };

/** Each customer once, and those that the deal did not have before are there when it is written. */
async function partiesOf(
  tx: Tx,
  { person_ids, company_ids }: Parties,
  before: Required<Parties> = { person_ids: [], company_ids: [] },
): Promise<Partial<Deal>> {
  const added = (now: readonly string[] = [], known: readonly string[]) =>
    now.filter((each) => !known.includes(each));
  await hold(tx, contact, added(person_ids, before.person_ids), "/person_ids");
  await hold(tx, businessCustomer, added(company_ids, before.company_ids), "/company_ids");
  return {
    ...(person_ids ? { person_ids: [...new Set(person_ids)] } : {}),
    ...(company_ids ? { company_ids: [...new Set(company_ids)] } : {}),
  };
}

export const createDeal = command(declared.createDeal, {
  after: registerDealt,
  run: async (tx, input) => tx.insert(deal, { ...input, ...(await partiesOf(tx, input)) }),
});

export const changeDeal = command(declared.changeDeal, {
  after: registerDealt,
  async run(tx, { id, ...changes }) {
    const before = await tx.target(deal, id);
    if (before.deleted_at) throw notFound("deal", id);
    return tx.save(deal, before, { ...changes, ...(await partiesOf(tx, changes, before)) });
  },
});

export const removeDeal = command(declared.removeDeal, async (tx, { id }) => {
  const before = await tx.target(deal, id);
  if (before.deleted_at) return before;
  for (const resource of notes) {
    const about = await tx.find(resource, { deal_id: id });
    await tx.saveMany(
      resource,
      about.map((each) => ({ before: each, changes: { deal_id: null } })),
    );
  }
  return tx.save(deal, before, { deleted_at: tx.now }, { verb: "deleted" });
});

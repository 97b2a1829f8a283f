import { invalidField, notFound } from "../../../shared/errors.ts";
import { hold } from "../../../shared/service/hold.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { registering } from "../crm/words.ts";
import { lockParty } from "../customers/customer-party.ts";
import { member } from "../identity/member.ts";
import { deal } from "./deal.ts";
import { activity, comment } from "./note.ts";
import * as declared from "./note-declarations.ts";

const registerType = registering({ activity_type: "customers.activity-types" });

/** The member who calls, by their own id or that of the person; null for a key. */
async function callingMember({ meta, findOne }: Tx): Promise<string | null> {
  if (meta.actor.kind !== "user") return null;
  const { id } = meta.actor;
  return (await findOne(member, { $or: [{ _id: id }, { user_id: id }] }))?.id ?? null;
}

type Given = { customer_id: string; deal_id?: string | null; author_member_id?: string | null };

/** What a new note has beside its words; it belongs where its customer does. */
async function placeOf(tx: Tx, { customer_id, deal_id, author_member_id }: Given) {
  const { id, kind, business_unit_id } = await lockParty(tx, customer_id);
  await hold(tx, deal, deal_id ? [deal_id] : [], "/deal_id");
  const author = author_member_id === undefined ? await callingMember(tx) : author_member_id;
  return { customer_id: id, customer_kind: kind, business_unit_id, author_member_id: author };
}

type Kept = { id: string; customer_id: string; deal_id: string | null; deleted_at?: string | null };

function present<Row extends Kept>(what: string, row: Row): Row {
  if (row.deleted_at) throw notFound(what, row.id);
  return row;
}

async function mayChange(tx: Tx, before: Kept, { customer_id, deal_id }: Partial<Given>): Promise<void> {
  if (customer_id !== undefined && customer_id !== before.customer_id)
    throw invalidField("/customer_id", "fixed", "A note stays with its customer.");
  await hold(tx, deal, deal_id && deal_id !== before.deal_id ? [deal_id] : [], "/deal_id");
}

export const createActivity = command(declared.createActivity, {
  after: registerType,
  run: async (tx, input) => tx.insert(activity, { ...input, ...(await placeOf(tx, input)) }),
});

export const changeActivity = command(declared.changeActivity, {
  after: registerType,
  async run(tx, { id, ...changes }) {
    const before = present("activity", await tx.target(activity, id));
    await mayChange(tx, before, changes);
    return tx.save(activity, before, changes);
  },
});

export const removeActivity = command(declared.removeActivity, async (tx, { id }) => {
  const before = await tx.target(activity, id);
  return before.deleted_at ? before : tx.save(activity, before, { deleted_at: tx.now }, { verb: "deleted" });
});

export const createComment = command(declared.createComment, async (tx, input) =>
  tx.insert(comment, { ...input, ...(await placeOf(tx, input)) }),
);

export const changeComment = command(declared.changeComment, async (tx, { id, ...changes }) => {
  const before = present("comment", await tx.target(comment, id));
  await mayChange(tx, before, changes);
  return tx.save(comment, before, changes);
});

export const removeComment = command(declared.removeComment, async (tx, { id }) => {
  const before = await tx.target(comment, id);
  return before.deleted_at ? before : tx.save(comment, before, { deleted_at: tx.now }, { verb: "deleted" });
});

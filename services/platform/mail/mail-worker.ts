/**
 * Sends queued mails (NTF-1). One copy of the service leads by a lease. It also claims each mail by a write, because a
 * lease can lapse. Tenants do not wait for each other (TEN-4).
 */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import { type Leading, leadingWorker } from "../../../shared/service/leading-worker.ts";
import { deliverMail } from "./deliver-mail.ts";
import { type Mail, mail } from "./mail.ts";
import { carrierOf } from "./mail-carrier.ts";

const MOST_IN_FLIGHT = 16;
const MOST_OF_TENANT = 4;
/** How much longer a claim lasts than the longest attempt. */
const CLAIM_MARGIN_MS = 30_000;

type State = Leading & {
  /** Mails being sent, with their tenants. */
  flying: Map<string, string>;
};

const metaOf = (org_id: string): Meta => systemMeta("platform:mail", org_id, newId());

type Claim = { org_id: string; limit: number; until: string; in_flight: readonly string[] };

/** The oldest due mails of a tenant. After a crash they are due again when the claim ends. */
const claimDue = ({ global }: WorkerContext, { org_id, limit, until, in_flight }: Claim): Promise<Mail[]> =>
  global.transact(metaOf(org_id), { action: "platform.mail.claim" }, async (tx) => {
    const due = { status: "queued", next_at: { $lte: instantOf(nowMs()) }, _id: { $nin: [...in_flight] } };
    const rows = await tx.find(mail, due, { sort: { next_at: 1 }, limit, withHidden: true });
    const update = { $set: { next_at: until, claimed_until: until } };
    if (rows.length)
      await tx.updateMany(
        mail,
        rows.map(({ id, next_at }) => ({ id, where: { status: "queued", next_at }, update })),
      );
    return rows;
  });

async function serve(state: State, org_id: string): Promise<void> {
  const { place, flying, signal } = state;
  const carrier = carrierOf(place.settings);
  const own = [...flying].flatMap(([id, org]) => (org === org_id ? [id] : []));
  const limit = Math.min(MOST_OF_TENANT - own.length, MOST_IN_FLIGHT - flying.size);
  if (state.stopped() || limit <= 0 || !carrier) return;
  const until = instantOf(nowMs() + carrier.timeout_ms + CLAIM_MARGIN_MS);
  for (const each of await claimDue(place, { org_id, limit, until, in_flight: own })) {
    flying.set(each.id, org_id);
    const work = deliverMail({ place, carrier, meta: metaOf(org_id), signal }, each);
    state.open(work.finally(() => flying.delete(each.id)));
  }
}

async function turn(state: State): Promise<boolean> {
  const due = await state.place.global.dueBy(
    mail,
    { status: "queued", next_at: { $lte: instantOf(nowMs()) } },
    "org_id",
  );
  for (const { org_id } of due) await serve(state, org_id).catch(state.place.report);
  return due.length > 0;
}

export const mailWorker = leadingWorker("mails", (leading) => {
  const state: State = { ...leading, flying: new Map() };
  return () => turn(state);
});

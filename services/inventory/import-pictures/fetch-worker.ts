/**
 * Fetches the pictures that imports want. One copy of the service leads by a lease. It also claims each picture by a write,
 * because a lease can lapse. Tenants do not wait for each other (TEN-4), and a host gets few requests at once.
 */
import { instantOf, nowMs } from "../../../shared/clock.ts";
import { newId } from "../../../shared/ids.ts";
import { type Meta, systemMeta } from "../../../shared/meta.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import { type Leading, leadingWorker } from "../../../shared/service/leading-worker.ts";
import { organization } from "../../accounts/public.ts";
import { carryOutFetch } from "./carry-out-fetch.ts";
import { claimDue } from "./claim-fetches.ts";
import { pictureFetch } from "./picture-fetch.ts";

const MOST_IN_FLIGHT = 8;
const MOST_OF_TENANT = MOST_IN_FLIGHT / 4;
const MOST_OF_HOST = 4;
/** How much longer a claim lasts than fetching: a large picture is encoded meanwhile. */
const CLAIM_MARGIN_MS = 30_000;

type Flight = { org_id: string; host: string; address: string };

type State = Leading & {
  /** Pictures being fetched, by their rows. */
  flying: Map<string, Flight>;
  /** Claims are made one after the other, so that each counts what the others took. */
  claiming: Promise<void>;
};

async function metaOf({ callFor }: WorkerContext, org_id: string): Promise<Meta> {
  const bare = systemMeta("inventory:picture_fetches", org_id, newId());
  const { slug, mode, currency, timezone } = await callFor(bare)(organization.actions.get, { id: org_id });
  return { ...bare, org: { id: org_id, slug, mode, currency, timezone } };
}

/** Hosts that might get too many requests by another claim, which takes up to as many as a tenant may have. */
function fullHosts({ flying }: State): string[] {
  const counts = new Map<string, number>();
  for (const { host } of flying.values()) counts.set(host, (counts.get(host) ?? 0) + 1);
  return [...counts].flatMap(([host, count]) => (count > MOST_OF_HOST - MOST_OF_TENANT ? [host] : []));
}

/** Claims and fetches the due pictures of a tenant, as many as may be on their way. */
async function take(state: State, org_id: string): Promise<void> {
  const { place, flying, signal } = state;
  const own = [...flying.values()].filter((each) => each.org_id === org_id).length;
  const limit = Math.min(MOST_OF_TENANT - own, MOST_IN_FLIGHT - flying.size);
  if (state.stopped() || limit <= 0) return;
  const meta = await metaOf(place, org_id);
  const timeout_ms = Number(place.settings.PICTURES_TIMEOUT_MS);
  const now = nowMs();
  const until = instantOf(now + timeout_ms + CLAIM_MARGIN_MS);
  const addresses = [...flying.values()].map(({ address }) => address);
  const wanted = { now, until, limit, full_hosts: fullHosts(state), addresses };
  for (const claim of await claimDue(place, meta, wanted)) {
    const { id, host, pictures } = claim.row;
    flying.set(id, { org_id, host: host ?? "", address: pictures[claim.n]!.address });
    const work = carryOutFetch({ place, meta, signal, timeout_ms }, claim).catch(place.report);
    const ended = () => {
      flying.delete(id);
      // The next picture does not wait for the next round.
      return serve(state, org_id);
    };
    state.open(work.then(ended));
  }
}

/** A failure of one tenant does not stop the others (TEN-4). */
function serve(state: State, org_id: string): Promise<void> {
  state.claiming = state.claiming.then(() => take(state, org_id)).catch(state.place.report);
  return state.claiming;
}

/** Returns whether anything was due. */
async function turn(state: State): Promise<boolean> {
  const due = await state.place.global.dueBy(
    pictureFetch,
    { next_at: { $lte: instantOf(nowMs()) } },
    "org_id",
  );
  for (const { org_id } of due) await serve(state, org_id);
  return due.length > 0;
}

export const fetchWorker = leadingWorker("picture-fetches", (leading) => {
  const state: State = { ...leading, flying: new Map(), claiming: Promise.resolve() };
  return () => turn(state);
});

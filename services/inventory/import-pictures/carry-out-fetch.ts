/**
 * One attempt at a claimed picture. The item shows it by the same transaction that says so here, so that it is shown once
 * wherever the attempt was interrupted.
 */
import { nowMs } from "../../../shared/clock.ts";
import { isFailure } from "../../../shared/errors.ts";
import { MOST_PICTURES } from "../../../shared/fields/index.ts";
import type { Meta } from "../../../shared/meta.ts";
import { type Offered, picturesOf, withPicture } from "../../../shared/pictures.ts";
import { crashPoint } from "../../../shared/saga/crash.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import { hostsIn } from "../../../shared/service/settings.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { offerPictures } from "../../platform/public.ts";
import { showPictures } from "../item-pictures/show-pictures.ts";
import { item } from "../items/item.ts";
import type { Claim } from "./claim-fetches.ts";
import { fetchPicture, type Refused } from "./fetch-picture.ts";
import { dropped, failed, givenBack, inPlace, isBeyond, made, turnOf } from "./fetches.rules.ts";
import { pictureFetch, type WantedPicture } from "./picture-fetch.ts";
import { storePicture } from "./store-picture.ts";

export type Attempt = { place: WorkerContext; meta: Meta; signal: AbortSignal; timeout_ms: number };

type Got = { ok: true; picture: Offered } | Refused;

const refused = (code: string, message: string, again = false): Refused => ({
  ...{ ok: false, code, message, again },
});
const interrupted = refused("interrupted", "Every attempt was interrupted.");
const hindered = refused("internal_error", "The picture could not be stored.", true);
const full = refused("too_many", `The item has ${MOST_PICTURES} pictures already.`);

/** A picture of this address that the same import has made for another item, such as another variant. */
async function madeBefore({ place, meta }: Attempt, { row, n }: Claim): Promise<Offered | undefined> {
  const { address } = row.pictures[n]!;
  const [other] = await place.global
    .reader(meta)
    .find(
      pictureFetch,
      { import_id: row.import_id, pictures: { $elemMatch: { address, status: "made" } } },
      { limit: 1 },
    );
  const found = other?.pictures.find((each) => each.address === address && each.status === "made");
  if (!found?.picture_id) return undefined;
  return (await place.callFor(meta)(offerPictures, { ids: [found.picture_id] })).pictures[0];
}

async function stored({ place, meta }: Attempt, address: string, bytes: Buffer): Promise<Got> {
  const call = place.callFor(meta);
  try {
    const id = await storePicture(call, address, bytes);
    crashPoint("picture_fetch.stored");
    const [picture] = (await call(offerPictures, { ids: [id] })).pictures;
    return picture ? { ok: true, picture } : hindered;
  } catch (error) {
    if (isFailure(error) && error.code < 500) return refused(error.type, error.message.slice(0, 300));
    place.report(error);
    return hindered;
  }
}

async function gotten(attempt: Attempt, claim: Claim): Promise<Got> {
  const { address, tries } = claim.row.pictures[claim.n]!;
  if (isBeyond(tries)) return interrupted;
  const before = await madeBefore(attempt, claim);
  if (before) return { ok: true, picture: before };
  const { place, signal, timeout_ms } = attempt;
  const allowed_hosts = hostsIn(place.settings, "PICTURES_ALLOWED_HOSTS");
  const fetched = await fetchPicture(address, { timeout_ms, allowed_hosts, signal });
  crashPoint("picture_fetch.fetched");
  return fetched.ok ? stored(attempt, address, fetched.bytes) : fetched;
}

/** The pictures after the attempt. */
async function after(tx: Tx, { row, n }: Claim, got: Got): Promise<WantedPicture[]> {
  const wanted = row.pictures;
  const picture = wanted[n]!;
  const there = await tx.get(item, row.item_id);
  if (!there || there.deleted_at) return dropped(wanted);
  if (!got.ok) return wanted.with(n, failed(picture, got, nowMs(), Math.random()));
  const shown = picturesOf(there);
  if (!shown.some(({ id }) => id === got.picture.id)) {
    if (shown.length >= MOST_PICTURES) return wanted.with(n, failed(picture, full, nowMs(), 0));
    await showPictures(tx, row.item_id, (pictures) =>
      inPlace(withPicture(pictures, got.picture, picture.alt), wanted, n),
    );
  }
  return wanted.with(n, made(picture, got.picture.id));
}

const record = (
  { place, meta }: Attempt,
  { row: { id }, until }: Claim,
  change: (tx: Tx) => Promise<WantedPicture[]>,
): Promise<void> =>
  place.global.transact(meta, { action: "inventory.picture_fetch.record" }, async (tx) => {
    const now = await tx.get(pictureFetch, id);
    // Another copy has claimed it since, or the organization is gone.
    if (now?.next_at !== until) return;
    const pictures = await change(tx);
    const update = { $set: { pictures, ...turnOf(pictures, nowMs()) } };
    await tx.updateMany(pictureFetch, [{ id, where: { next_at: until }, update }]);
  });

/** Nothing is fetched for an item that is gone. */
async function isWanted({ place, meta }: Attempt, { row }: Claim): Promise<boolean> {
  const there = await place.global.reader(meta).get(item, row.item_id);
  return there !== null && !there.deleted_at;
}

export async function carryOutFetch(attempt: Attempt, claim: Claim): Promise<void> {
  const { pictures } = claim.row;
  if (!(await isWanted(attempt, claim))) return record(attempt, claim, async () => dropped(pictures));
  const got = await gotten(attempt, claim);
  // Aborted because this process stops: due at once.
  if (attempt.signal.aborted && !got.ok)
    return record(attempt, claim, async () => pictures.with(claim.n, givenBack(pictures[claim.n]!)));
  await record(attempt, claim, (tx) => after(tx, claim, got));
  crashPoint("picture_fetch.recorded");
}

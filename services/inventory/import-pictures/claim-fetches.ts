/** Claims due pictures, one of an item at a time. After a crash they are due again when the claim ends. */
import { instantOf } from "../../../shared/clock.ts";
import type { Meta } from "../../../shared/meta.ts";
import type { WorkerContext } from "../../../shared/service/define-service.ts";
import { nextOf } from "./fetches.rules.ts";
import { type PictureFetch, pictureFetch } from "./picture-fetch.ts";

/** `n`: the place of the picture to fetch. `until`: whoever finds another value has lost the claim. */
export type Claim = { row: PictureFetch; n: number; until: string };

type Wanted = {
  now: number;
  until: string;
  limit: number;
  /** How many more pictures may be fetched from each host; one that is not named may get as many as wanted. */
  left: ReadonlyMap<string, number>;
};

/** As many of the oldest rows as their hosts take. */
function within(rows: readonly PictureFetch[], left: Wanted["left"]): PictureFetch[] {
  const counts = new Map(left);
  return rows.filter(({ host }) => {
    const free = counts.get(host ?? "");
    if (free !== undefined) counts.set(host ?? "", free - 1);
    return free === undefined || free > 0;
  });
}

function claimed(row: PictureFetch, until: string): Claim {
  const n = nextOf(row.pictures);
  const picture = row.pictures[n]!;
  const pictures = row.pictures.with(n, { ...picture, tries: picture.tries + 1 });
  return { row: { ...row, pictures }, n, until };
}

export const claimDue = (
  { global }: WorkerContext,
  meta: Meta,
  { now, until, limit, left }: Wanted,
): Promise<Claim[]> =>
  global.transact(meta, { action: "inventory.picture_fetch.claim" }, async (tx) => {
    const full = [...left].flatMap(([host, free]) => (free <= 0 ? [host] : []));
    const due = { next_at: { $lte: instantOf(now) }, host: { $nin: full } };
    const rows = await tx.find(pictureFetch, due, { sort: { next_at: 1 }, limit });
    const before = new Map(rows.map(({ id, next_at }) => [id, next_at]));
    const claims = within(rows, left).map((row) => claimed(row, until));
    const writes = claims.map(({ row: { id, pictures } }) => ({
      id,
      where: { next_at: before.get(id) },
      update: { $set: { pictures, next_at: until } },
    }));
    if (writes.length) await tx.updateMany(pictureFetch, writes);
    return claims;
  });

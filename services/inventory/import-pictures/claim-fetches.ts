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
  /** Hosts that get no more requests now. */
  full_hosts: readonly string[];
  /** Addresses that are being fetched: whoever wants one of them too waits for the picture that it becomes. */
  addresses: readonly string[];
};

/** Rows that are looked at for a claim: the variants of a product often want the same picture. */
const MOST_LOOKED_AT = 50;

const addressOf = ({ pictures }: PictureFetch): string => pictures[nextOf(pictures)]!.address;

/** The oldest rows, each with another address. */
function chosen(rows: readonly PictureFetch[], { limit, addresses }: Wanted): PictureFetch[] {
  const taken = new Set(addresses);
  const free = rows.filter((row) => {
    const address = addressOf(row);
    if (taken.has(address)) return false;
    taken.add(address);
    return true;
  });
  return free.slice(0, limit);
}

function claimed(row: PictureFetch, until: string): Claim {
  const n = nextOf(row.pictures);
  const picture = row.pictures[n]!;
  const pictures = row.pictures.with(n, { ...picture, tries: picture.tries + 1 });
  return { row: { ...row, pictures }, n, until };
}

export const claimDue = ({ global }: WorkerContext, meta: Meta, wanted: Wanted): Promise<Claim[]> =>
  global.transact(meta, { action: "inventory.picture_fetch.claim" }, async (tx) => {
    const { now, until, full_hosts } = wanted;
    const due = { next_at: { $lte: instantOf(now) }, host: { $nin: [...full_hosts] } };
    const rows = await tx.find(pictureFetch, due, { sort: { next_at: 1 }, limit: MOST_LOOKED_AT });
    const before = new Map(rows.map(({ id, next_at }) => [id, next_at]));
    const claims = chosen(rows, wanted).map((row) => claimed(row, until));
    const writes = claims.map(({ row: { id, pictures } }) => ({
      id,
      where: { next_at: before.get(id) },
      update: { $set: { pictures, next_at: until } },
    }));
    if (writes.length) await tx.updateMany(pictureFetch, writes);
    return claims;
  });

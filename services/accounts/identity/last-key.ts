/** An organization always keeps a key that can create keys. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { apiKey } from "./api-key.ts";
import { lastKey } from "./errors.ts";
import { member } from "./member.ts";
import { effectiveScopes } from "./scopes.ts";

export type Member = Entity<typeof member>;
type Held = { key: Entity<typeof apiKey>; maker: Member };

/**
 * Refuses a change after which no key could create keys. `left` returns the member behind a key after the change, or null
 * if there is none.
 */
export async function refuseLastKey(tx: Tx, left: (held: Held) => Member | null): Promise<void> {
  const [keys, members] = await Promise.all([
    tx.find(apiKey, { revoked_at: null, mode: "live", personal: false }),
    tx.find(member, { is_active: true }),
  ]);
  const makers = new Map(members.map((each) => [each.id, each]));
  const makes = (held: Held, maker: Member | null) =>
    maker?.is_active === true && effectiveScopes(held.key, maker).includes("write:api_keys");
  const held = keys
    .filter(({ expires_at }) => expires_at === null || expires_at > tx.now)
    .flatMap((key): Held[] => {
      const maker = makers.get(key.member_id);
      return maker ? [{ key, maker }] : [];
    })
    .filter((each) => makes(each, each.maker));
  const staying = held.filter((each) => makes(each, left(each)));
  if (staying.length === held.length) return;
  if (staying.length === 0) throw lastKey({});
  // Writing the remaining key makes two concurrent revocations write the same row, so one of them retries.
  await tx.updateReturningHidden(apiKey, staying[0]!.key.id, { $set: { last_used_at: tx.now } });
}

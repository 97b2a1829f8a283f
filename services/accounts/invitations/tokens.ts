/**
 * The token of an invitation: 256 random bits, valid for seven days (4.12). Stored as a hash, and sealed
 * until the invitation ends.
 */
import { randomBytes } from "node:crypto";
import { fail } from "../../../shared/errors.ts";
import { sha256 } from "../../../shared/ids.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { invitationSent } from "./declarations.ts";
import { type Invitation, invitation } from "./invitation.ts";

const LIFETIME_MS = 7 * 86_400_000;

export function freshToken({ now, cipher }: Pick<Tx, "now" | "cipher">) {
  const token = randomBytes(32).toString("base64url");
  const expires_at = new Date(Date.parse(now) + LIFETIME_MS).toISOString();
  return { token, stored: { token_hash: sha256(token), sealed_token: cipher.seal(token), expires_at } };
}

type State = "pending" | "accepted" | "declined" | "revoked" | "expired";

export function stateOf(of: Invitation, now: string): State {
  if (of.accepted_at) return "accepted";
  if (of.declined_at) return "declined";
  if (of.revoked_at) return "revoked";
  return of.expires_at <= now ? "expired" : "pending";
}

export function refuseUnless(of: Invitation, now: string, ...allowed: State[]): void {
  const status = stateOf(of, now);
  if (!allowed.includes(status))
    throw fail("invalid_transition", `This invitation is ${status}.`, { status });
}

/** A new token for an invitation; the old one stops working. */
export async function renew(tx: Tx, before: Invitation, inviter_name: string | null | undefined) {
  const { token, stored } = freshToken(tx);
  const named = inviter_name === undefined ? {} : { inviter_name };
  const after = await tx.save(invitation, before, {
    ...stored,
    ...named,
    declined_at: null,
    revoked_at: null,
  });
  tellSent(tx, after);
  return { ...after, token };
}

export function tellSent(tx: Tx, { id, version, role, expires_at }: Invitation): void {
  tx.emit(invitationSent, { kind: "invitation", id, version }, { invitation_id: id, role, expires_at });
}

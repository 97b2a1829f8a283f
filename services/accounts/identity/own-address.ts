/** The e-mail address with which a member signs in by password: one member's alone in the installation (MRC-USR-1). */
import { fail } from "../../../shared/errors.ts";
import { isDuplicate } from "../../../shared/service/duplicate.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { claimId, login, loginClaim } from "./login.ts";

const taken = () => {
  const message = "This e-mail address has an account already.";
  return fail("conflict", message, { errors: [{ pointer: "/email", code: "taken", message }] });
};

/** From now on the address is this member's alone. */
export async function claimAddress(tx: Tx, email: string, member_id: string): Promise<void> {
  const owner = await tx
    .upsert(loginClaim, claimId(email), { member_id })
    .then(({ entity }) => entity.member_id)
    .catch((error: unknown) => {
      // The row is another tenant's.
      if (isDuplicate(error)) return null;
      throw error;
    });
  if (owner !== member_id) throw taken();
}

async function release(tx: Tx, email: string): Promise<void> {
  const row = await tx.get(loginClaim, claimId(email));
  if (row) await tx.purge(loginClaim, row);
}

type Of = { id: string; email: string };

/** A member with a password gets a new address; others have none to change. */
export async function moveLogin(tx: Tx, before: Of, email: string): Promise<void> {
  if (!(await tx.get(login, before.id))) return;
  await release(tx, before.email);
  await claimAddress(tx, email, before.id);
}

/** A member who leaves has no password any more, and the address is free. */
export async function endLogin(tx: Tx, leaving: Of): Promise<void> {
  const row = await tx.get(login, leaving.id);
  if (!row) return;
  await release(tx, leaving.email);
  await tx.purge(login, row);
}

import type { Tx } from "../../../shared/service/tx.ts";
import { login } from "../identity/login.ts";
import { claimAddress } from "../identity/own-address.ts";

/** The member signs in with this password from now on; the address must be nobody's in the installation. */
export async function putLogin(tx: Tx, { id, email }: { id: string; email: string }, password_hash: string) {
  await claimAddress(tx, email, id);
  await tx.insert(login, { id, member_id: id, password_hash }, { emit: "none" });
}

/** Two requests with the same address meet at one row, so that the second finds what the first has made (CTC-3). */
import { idOf } from "../../../shared/ids.ts";
import { keyOf } from "../../../shared/resource/words.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { contactEmail } from "./contact.ts";

export async function lockEmail(tx: Tx, email: string): Promise<void> {
  const id = idOf(`${tx.org.id}:${keyOf(email)}`);
  await tx.upsertMany(contactEmail, [{ id, values: { asked_at: tx.now }, set: { asked_at: tx.now } }]);
}

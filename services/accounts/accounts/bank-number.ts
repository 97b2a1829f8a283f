/** The bank number of an account: sealed in the database, masked in answers (3.2). */
import { hasScope } from "../../../shared/meta.ts";
import { opened } from "../../../shared/service/cipher.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Account } from "./account.ts";

/** A number that cannot be unsealed is shown as masked, so that the rest of the account can still be read. */
export function bankNumber(reader: Reader, sealed: string | null): string | null {
  if (sealed === null) return null;
  const number = opened(reader.cipher, sealed);
  if (number === null) return "…";
  return hasScope(reader.meta, "read:account_bank") ? number : `…${number.slice(-4)}`;
}

export const sealed = (reader: Reader, number: string | null | undefined) =>
  number === undefined ? {} : { bank_account_number: number === null ? null : reader.cipher.seal(number) };

/** The bank number to store. The masked number that was shown changes nothing. */
export function changedNumber(reader: Reader, before: Account, given: string | null | undefined) {
  const stored = before.bank_account_number;
  const same = stored === null ? given === null : given === bankNumber(reader, stored);
  return same ? {} : sealed(reader, given);
}

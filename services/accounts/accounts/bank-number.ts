/** The bank number of an account: sealed where it is stored, masked where it is shown (3.2). */
import { hasScope } from "../../../shared/meta.ts";
import { opened } from "../../../shared/service/cipher.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Account } from "./account.ts";

/** One that cannot be opened is there, and more is not known: the rest of the account is shown all the same. */
export function bankNumber(reader: Reader, sealed: string | null): string | null {
  if (sealed === null) return null;
  const number = opened(reader.cipher, sealed);
  if (number === null) return "…";
  return hasScope(reader.meta, "read:account_bank") ? number : `…${number.slice(-4)}`;
}

export const sealed = (reader: Reader, number: string | null | undefined) =>
  number === undefined ? {} : { bank_account_number: number === null ? null : reader.cipher.seal(number) };

/** The bank number to store; one that comes back as it is shown is no change. */
export function changedNumber(reader: Reader, before: Account, given: string | null | undefined) {
  const stored = before.bank_account_number;
  const same = stored === null ? given === null : given === bankNumber(reader, stored);
  return same ? {} : sealed(reader, given);
}

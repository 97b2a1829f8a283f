import { nowInstant } from "../../../shared/clock.ts";
import { query } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { oneTimeCode } from "./one-time-code.ts";

type Letter = { email: string; code: string };

export const signInLetter = query(declared.signInLetter, async (reader, { code_id, expires_at }) => {
  const [row] = await reader.find(oneTimeCode, { _id: code_id }, { withHidden: true });
  const over = !row?.sealed_letter || row.expires_at !== expires_at;
  if (over || expires_at <= nowInstant()) return { letter: null };
  const { email, code } = JSON.parse(reader.cipher.unseal(row.sealed_letter!)) as Letter;
  return { letter: { email, code, platform_id: row.platform_id } };
});

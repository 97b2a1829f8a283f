/** E-mail addresses of users are compared without regard to case (USR-6). */
import { keyOf } from "../../../shared/resource/words.ts";

export const isSameAddress = (one: string | null | undefined, other: string): boolean =>
  one ? keyOf(one.trim()) === keyOf(other.trim()) : false;

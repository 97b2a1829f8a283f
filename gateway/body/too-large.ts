import { fail } from "../../shared/errors.ts";

/** A body over its limit; the rest of it is not read. */
export const tooLarge = (limit: number) =>
  fail("payload_too_large", `The body may be at most ${limit} bytes.`, { headers: { Connection: "close" } });

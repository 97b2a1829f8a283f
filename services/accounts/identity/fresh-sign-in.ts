/** What cannot be undone needs a person who signed in just now (IDN-7). */
import { nowMs } from "../../../shared/clock.ts";
import { fail } from "../../../shared/errors.ts";
import { freshSignInNeeded } from "./errors.ts";

const FRESH_MS = 10 * 60_000;

/** `signed_in_at` is null for a key. */
export function refuseStale(signed_in_at: string | null | undefined): void {
  if (!signed_in_at || nowMs() - Date.parse(signed_in_at) > FRESH_MS) throw freshSignInNeeded({});
}

/** A key acts for a person but is not one. */
export function refuseKey(signed_in_at: string | null | undefined): void {
  if (!signed_in_at) throw fail("forbidden", "Sign in as the person: a key cannot do this.");
}

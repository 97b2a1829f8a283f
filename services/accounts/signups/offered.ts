import { notFound } from "../../../shared/errors.ts";
import type { Global } from "../../../shared/service/global.ts";

/** An installation whose operator does not offer it has no such thing. */
export function refuseUnlessOffered({ settings }: Global): void {
  if (settings.SELF_SERVICE_ONBOARDING_ENABLED !== "yes") throw notFound("signup");
}

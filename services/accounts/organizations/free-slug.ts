import { slugOf } from "../../../shared/resource/slug.ts";
import type { Global } from "../../../shared/service/global.ts";
import { mayClaim } from "./slug-claim.ts";

const MOST_NUMBERED = 20;

/** A free slug for a new organization: of its name, or with the lowest of the suffixes -2, -3 … that is free; else its id. */
export async function freeSlug(global: Global, name: string, id: string): Promise<string> {
  const wanted = slugOf(name);
  for (let n = 1; n <= MOST_NUMBERED; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`;
    if (await mayClaim(global, slug, id)) return slug;
  }
  return id;
}

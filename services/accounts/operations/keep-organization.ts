/** What a shop tells of itself: its name, address and default terms. */
import { command } from "../../../shared/service/operation.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { changeProfile } from "../public.ts";
import { organization } from "../resources/organization.ts";
import { checkTerms } from "./check-terms.ts";

export const profile = command(changeProfile, async (tx, { id, ...changes }) => {
  checkTerms(changes);
  const before = await tx.target(organization, id);
  return tx.save(organization, before, mergeJson(organization.fields, before, changes));
});

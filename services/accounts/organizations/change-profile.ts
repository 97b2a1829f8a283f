/** Changes a shop's name, address and default terms. */
import { command } from "../../../shared/service/operation.ts";
import { mergeJson } from "../../../shared/service/verbs.ts";
import { wholeFee } from "../terms/handling-fee.rules.ts";
import * as declared from "./declarations.ts";
import { organization } from "./organization.ts";

export const changeProfile = command(declared.changeProfile, async (tx, { id, ...changes }) => {
  wholeFee(changes.default_handling_fee, "/default_handling_fee");
  const before = await tx.target(organization, id);
  return tx.save(organization, before, mergeJson(organization.fields, before, changes));
});

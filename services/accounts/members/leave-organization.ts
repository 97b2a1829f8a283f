/** A member leaves by themselves (ORG-2). */
import { command } from "../../../shared/service/operation.ts";
import { askingMember } from "../identity/asking-member.ts";
import * as declared from "./declarations.ts";
import { endMembership } from "./end-membership.ts";

export const leaveOrganization = command(declared.leaveOrganization, async (tx) =>
  endMembership(tx, await askingMember(tx)),
);

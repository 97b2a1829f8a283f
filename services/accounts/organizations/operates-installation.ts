import { query } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import * as declared from "./declarations.ts";

export const operatesInstallation = query(declared.operatesInstallation, async (reader) => {
  const operator = await reader.findOne(member, { scopes_extra: "read:installation", is_active: true });
  return { operates: operator !== null };
});

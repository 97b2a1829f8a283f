import { beforeTenant } from "../../../shared/service/operation.ts";
import { user } from "../identity/user.ts";
import * as declared from "./declarations.ts";

export const findUsers = beforeTenant(declared.findUsers, async (global, { ids }) => {
  const found = await Promise.all(ids.map((id) => global.lookup(user, { _id: id })));
  return { users: found.flatMap((each) => (each ? [each.entity] : [])) };
});

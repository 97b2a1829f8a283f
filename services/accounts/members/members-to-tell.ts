import { query } from "../../../shared/service/operation.ts";
import { member } from "../identity/member.ts";
import { scopesOf } from "../identity/scopes.ts";
import { organization } from "../organizations/organization.ts";
import * as declared from "./declarations.ts";

export const membersToTell = query(declared.membersToTell, async (reader, { scope }) => {
  const [found, { locale }] = await Promise.all([
    reader.find(member, { is_active: true }),
    reader.load(organization, reader.org.id),
  ]);
  const told = found.filter((each) => !each.store_ids && scopesOf([scope], each).length > 0);
  return { emails: told.map(({ email }) => email), locale };
});

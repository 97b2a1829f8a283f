/** Makes the accounts of a part of a file. */
import { takeInAccounts } from "../../accounts/public.ts";
import type { ReadAccount } from "../import-formats/read-account.rules.ts";
import type { Bringer, Outcome, Part } from "./outcome.ts";
import { refusedAs } from "./outcome.ts";
import { findAccounts, idIn, peopleOf } from "./people.ts";
import { isMade, refusalOf } from "./told.ts";

const keyed = ({ rows }: Part) =>
  (rows as readonly ReadAccount[]).map((row) => ({ ...row, person: { ...row.person, key: row.key } }));

export const bringAccounts: Bringer = async ({ call }, part) => {
  const { origin, since, columns } = part;
  const rows = keyed(part);
  const accounts = await findAccounts(call, origin, peopleOf(rows));
  const outcomes = new Map<number, Outcome>();
  const missing = rows.filter(({ line, key }) => {
    const account = accounts.get(key)!;
    if ("told" in account) outcomes.set(line, refusedAs(line, account.told));
    else if (account.created_at) {
      const made = since !== null && account.own && account.created_at >= since;
      outcomes.set(line, { line, became: made ? "created" : "known" });
    }
    return !outcomes.has(line);
  });
  if (missing.length > 0) {
    const drafts = missing.map(({ key, values }) => ({ ...values, id: idIn(origin, "account", key) }));
    const { results } = await call(takeInAccounts, { rows: drafts, check_only: since === null });
    for (const [i, { line }] of missing.entries()) {
      const { error } = results[i]!;
      const refused = error && !isMade(error) ? refusalOf(error, columns) : null;
      outcomes.set(line, refused ? refusedAs(line, refused) : { line, became: "created" });
    }
  }
  return { outcomes: rows.map(({ line }) => outcomes.get(line)!), accounts: [], pictured: [] };
};

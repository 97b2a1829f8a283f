/** Many accounts in one request, and who of the people of a file has an account already. */
import { count, email, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { entityOf, listOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { importOf, rowsTakenIn } from "../../../shared/service/rows.ts";
import { account } from "../accounts/account.ts";
import { createAccount } from "../accounts/declarations.ts";

export const importAccounts = importOf({ ...account, fields: createAccount.input });

export const takeInAccount = operation({
  name: "accounts.account.take_in",
  about: "Creates an account under an id from the caller.",
  input: { ...createAccount.input, id: id() },
  output: entityOf(account),
});

export const takeInAccounts = rowsTakenIn({ ...account, fields: takeInAccount.input });

/** A person or firm as a file tells of them. */
export const person = {
  number: text({ optional: true, max: 20 }),
  email: email({ optional: true }),
  phone: text({
    optional: true,
    max: 255,
    about: "Compared in the spellings of the organization's country.",
  }),
  first_name: text({ optional: true, max: 255 }),
  last_name: text({ optional: true, max: 255 }),
  company: text({ optional: true, max: 255 }),
} as const;

export const matchAccounts = operation({
  name: "accounts.account.match",
  about:
    "The account of each person: by id or number, else by email address, else by phone number, else, if none of these is told, by name. `found` is the number of accounts that are alike; `id` is null unless there is one.",
  input: { people: list(group({ id: id(), ...person }), { max: 500 }) },
  output: listOf(
    shapeOf({ id: id({ optional: true }), found: count(), created_at: instant({ optional: true }) }),
  ),
});

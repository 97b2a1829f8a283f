import type { Received } from "../../../shared/fields/index.ts";
import { spellingsOf } from "../../../shared/phone.ts";
import { keyOf, typedAs } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { type Account, account } from "../accounts/account.ts";
import { organization } from "../organizations/organization.ts";
import * as declared from "./declarations.ts";
import { type Known, matchOf, type Signs } from "./match.rules.ts";

type Person = Received<typeof declared.matchAccounts.input>["people"][number];

const keyed = (value: string | null | undefined): string[] => (value ? [keyOf(value)] : []);

type Named = { [name in "first_name" | "last_name" | "company"]?: string | null | undefined };

/** What people call them: "Ada King", "Petit Jardin". */
const calledOf = ({ first_name, last_name, company }: Named): string[] =>
  [[first_name, last_name].filter(Boolean).join(" "), company ?? ""].filter(Boolean);

const namesOf = (named: Named): string[] => calledOf(named).map(keyOf);

function signsOf(person: Person, country: string | null | undefined): Signs {
  const { id, number, email, phone } = person;
  return {
    ids: [id],
    numbers: keyed(number),
    emails: keyed(email),
    phones: phone ? spellingsOf(phone, country) : [],
    names: number || email || phone ? [] : namesOf(person),
  };
}

const ofAccount = ({ id, created_at, number, email, phone_number, ...names }: Account): Known => ({
  ...{ id, created_at },
  signs: {
    ids: [id],
    numbers: keyed(number),
    emails: keyed(email),
    phones: phone_number ? [phone_number] : [],
    names: namesOf(names),
  },
});

/** Accounts that share any sign with one of the people. */
function alike(people: readonly Person[], signs: readonly Signs[]) {
  const nameless = people.filter(({ number, email, phone }) => !number && !email && !phone);
  const texts = {
    number: people.map(({ number }) => number),
    email: people.map(({ email }) => email),
    last_name: nameless.map(({ last_name }) => last_name),
    // A file does not tell firms from people.
    company: nameless.flatMap(calledOf),
  };
  const typed = Object.entries(texts).flatMap(([column, values]) =>
    [...new Set(values)].flatMap((value) => (value ? [typedAs(account, column, value)] : [])),
  );
  const [ids, phones] = [people.map(({ id }) => id), signs.flatMap((each) => each.phones)];
  return {
    deleted_at: null,
    $or: [{ _id: { $in: ids } }, { phone_number: { $in: phones } }, ...typed],
  };
}

export const matchAccounts = query(declared.matchAccounts, async (reader, { people }) => {
  const own = await reader.get(organization, reader.org.id);
  const signs = people.map((person) => signsOf(person, own?.country));
  const accounts = (await reader.find(account, alike(people, signs))).map(ofAccount);
  return signs.map((each) => matchOf(each, accounts));
});

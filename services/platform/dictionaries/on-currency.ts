/** The dictionary of currencies has every code that an organization works with (MRC-DIC-2, MRC-CUR-1). */
import { reaction } from "../../../shared/events/consumer.ts";
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { isCurrency } from "../../../shared/money.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type Currency, currencyCodes } from "../../accounts/public.ts";
import { dictionary, dictionaryEntry } from "./dictionary.ts";
import { addWord } from "./own-words.ts";
import { makeSystem, seedOf, systemId } from "./system-rows.ts";

type Coded = Pick<Currency, "code">;

const told = (type: string, about: string): EventDeclaration<Coded> => ({
  ...{ kind: "event", type, service: "accounts", schema_version: 1, about },
});
const updated = told("currency.updated", "A currency was changed.");
const events = [
  updated,
  told("currency.created", "A currency was created."),
  told("currency.deleted", "A currency was deleted."),
  told("currency.restored", "A currency was restored."),
];

/** Codes of the standard are always there; others come and go with the currencies. */
async function keepWords(tx: Tx, codes: readonly string[]): Promise<void> {
  const dictionary_id = systemId(tx.org.id, "currency");
  if (!(await tx.get(dictionary, dictionary_id))) await makeSystem(tx, [seedOf("currency")], null);
  const others = (await tx.find(dictionaryEntry, { dictionary_id })).filter(({ name }) => !isCurrency(name));
  for (const each of others) if (!codes.includes(each.name)) await tx.purge(dictionaryEntry, each);
  for (const value of codes)
    if (!isCurrency(value) && !others.some(({ name }) => name === value))
      await addWord(tx, { dictionary_id, business_unit_id: null }, { value });
}

export const keepCurrencyWords = reaction(
  "currency_words",
  events,
  {
    gather: async (call) => (await call(currencyCodes, {})).codes,
    run: (tx, _event, codes) => keepWords(tx, codes),
  },
  ({ type, data: { code } }) => type === updated.type || !isCurrency(code),
);

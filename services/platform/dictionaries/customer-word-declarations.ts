/** The words for customers: those of a business unit and, where it has none of its own, of those above it (MRC-CUS-13). */
import { choice, count, flag, group, id, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { deletionShape } from "../../../shared/service/uses.ts";
import { word } from "./declarations.ts";
import { dictionaryEntry } from "./dictionary.ts";
import { customerKeys } from "./system-dictionaries.ts";

const key = choice(customerKeys);
const ofKey = choice(customerKeys, { optional: true, about: "The dictionary that the word must be of." });
const offered = {
  ...dictionaryEntry.columns,
  is_inherited: flag({ about: "It belongs to a business unit above." }),
} as const;

export const offeredWords = operation({
  name: "platform.customer_word.offered",
  http: "GET /customer-words",
  tag: "customer_words",
  scope: "read:dictionaries",
  about:
    "List the words that customers can have, or the currencies. Those of the business unit in which the caller acts, and of those above it that it has no own spelling of; alphabetical.",
  input: { key: choice([...customerKeys, "currency"]) },
  output: shapeOf({ dictionary_id: id({ optional: true }), words: list(group(offered)) }),
});

const shown = shapeOf(offered);

export const putCustomerWord = operation({
  name: "platform.customer_word.put",
  http: "PUT /customer-words",
  tag: "customer_words",
  scope: "write:customer_settings",
  grant: "manager",
  about:
    "Add a word to those of the business unit in which the caller acts, or change the one that is there. Returns the word, and whether it is new.",
  refuses: ["unprocessable"],
  input: { key, ...word },
  output: shapeOf({ created: flag(), word: group(offered) }),
});

export const changeCustomerWord = operation({
  name: "platform.customer_word.change",
  http: "PATCH /customer-words/{id}",
  tag: "customer_words",
  change: true,
  scope: "write:customer_settings",
  about:
    "Change a word for customers, of the business unit in which the caller acts. Rows that have it keep it as it was. Returns the word.",
  input: { id: id(), key: ofKey, ...word },
  output: shown,
});

export const removeCustomerWord = operation({
  name: "platform.customer_word.remove",
  http: "DELETE /customer-words/{id}",
  tag: "customer_words",
  scope: "delete:customer_settings",
  grant: "manager",
  about:
    "Delete a word for customers, of the business unit in which the caller acts. Rows that have it keep it.",
  input: { id: id(), key: ofKey },
  output: deletionShape,
});

export const registerWords = operation({
  name: "platform.customer_word.register",
  about:
    "Adds those of these words that are not offered to the dictionaries of the acting business unit (MRC-CUS-4).",
  input: { words: list(group({ key, value: text({ max: 150 }) }), { max: 50 }) },
  output: shapeOf({ added: count() }),
});

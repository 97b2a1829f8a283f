/** Dictionaries and their words: created, changed, removed; found by key for the services that use them. */
import { group, id, list, patterns, text } from "../../../shared/fields/index.ts";
import { beginning } from "../../../shared/service/first-rows.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { dictionary, dictionaryEntry, ownKey } from "./dictionary.ts";

const { name, description, is_active, visibility } = dictionary.fields;

export const createDictionary = operation({
  name: "platform.dictionary.create",
  http: "POST /dictionaries",
  status: 201,
  scope: "write:dictionaries",
  about: "Create a dictionary. Its key is unique in its business unit. Returns the dictionary.",
  input: {
    key: text({ max: 100, pattern: ownKey }),
    ...{ name, description, is_active, visibility },
  },
  output: entityOf(dictionary),
});

export const changeDictionary = operation({
  name: "platform.dictionary.change",
  http: "PATCH /dictionaries/{id}",
  change: true,
  scope: "write:dictionaries",
  about: "Change a dictionary. The one of currencies stays as it is. Returns the dictionary.",
  refuses: ["unprocessable"],
  input: {
    id: id(),
    // With the dot of a dictionary of the system, which keeps its key.
    key: text({
      max: 100,
      pattern: {
        regex: /^[a-z0-9][a-z0-9_.-]*$/,
        allowed:
          "lower-case letters (a to z), digits, hyphens, underscores and dots, the first a letter or digit",
      },
    }),
    ...{ name, description, is_active, visibility },
  },
  output: entityOf(dictionary),
});

export const removeDictionary = operation({
  name: "platform.dictionary.remove",
  http: "DELETE /dictionaries/{id}",
  scope: "delete:dictionaries",
  about:
    "Delete a dictionary. Its words are no longer offered; rows that have one keep it. Returns the deleted dictionary.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: entityOf(dictionary),
});

export const word = {
  value: text({ max: 150 }),
  label: text({ optional: true, max: 150, about: "The word when absent." }),
  color: text({ optional: true, max: 7, pattern: patterns.color, about: "Kept in small letters." }),
  icon: dictionaryEntry.fields.icon,
} as const;

export const createDictionaryEntry = operation({
  name: "platform.dictionary_entry.create",
  http: "POST /dictionary-entries",
  status: 201,
  scope: "write:dictionaries",
  about: "Create a word of a dictionary. It is new there without regard to case. Returns the word.",
  refuses: ["unprocessable"],
  input: { dictionary_id: id(), ...word },
  output: entityOf(dictionaryEntry),
});

export const changeDictionaryEntry = operation({
  name: "platform.dictionary_entry.change",
  http: "PATCH /dictionary-entries/{id}",
  change: true,
  scope: "write:dictionaries",
  about: "Change a word of a dictionary. Rows that have it keep it as it was. Returns the word.",
  refuses: ["unprocessable"],
  input: { id: id(), ...word },
  output: entityOf(dictionaryEntry),
});

export const removeDictionaryEntry = operation({
  name: "platform.dictionary_entry.remove",
  http: "DELETE /dictionary-entries/{id}",
  scope: "delete:dictionaries",
  about: "Delete a word of a dictionary. Rows that have it keep it.",
  refuses: ["unprocessable"],
  input: { id: id() },
  output: shapeOf({ deleted_id: id() }),
});

const entries = shapeOf({ entries: list(group(dictionaryEntry.columns)) });

export const wordsOf = operation({
  name: "platform.dictionary.words",
  about: "The words of a system's dictionary by its key, alphabetical.",
  input: { key: text({ max: 100 }) },
  output: shapeOf({ dictionary_id: id(), entries: list(group(dictionaryEntry.columns)) }),
});

export const wordsById = operation({
  name: "platform.dictionary.words_by_id",
  about: "Words by id, of dictionaries with one of these keys.",
  input: { ids: list(id(), { max: 500 }), keys: list(text({ max: 100 }), { max: 20 }) },
  output: entries,
});

export const beginDictionaries = beginning("platform.dictionary", "the dictionaries of the system");

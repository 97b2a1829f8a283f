/** Dictionaries and their words. */
import {
  createDictionary,
  createDictionaryEntry,
  type Dictionary,
  type DictionaryEntry,
  dictionary,
  dictionaryEntry,
} from "../../../../services/platform/public.ts";
import { c, computed, field, inputOf, listShown, rowsOf, shape, shown } from "../../../kit/index.ts";
import { bothCasings, std } from "./common.ts";

const always = { always: true } as const;

export type DictionaryRow = Dictionary & { is_inherited: boolean };
export const dictionaryShape = shape("Dictionary", rowsOf<DictionaryRow>(dictionary), {
  ...std,
  ...bothCasings({
    key: field("key", c.text, { required: true }),
    name: field("name", c.text, { required: true }),
    description: field("description", c.text),
    isSystem: field("is_system", c.flag, { readonly: true }),
    isActive: field("is_active", c.flag),
    managerVisibility: field("visibility", c.choiceOf(["default", "hidden"])),
  }),
  isInherited: computed(c.flag, (row: DictionaryRow) => row.is_inherited, always),
});

export const entryShape = shape("DictionaryEntry", rowsOf<DictionaryEntry>(dictionaryEntry), {
  ...std,
  value: field("name", c.text, { required: true }),
  label: field("label", c.text),
  color: field("color", c.text, { nullable: true }),
  icon: field("icon", c.text, { nullable: true }),
});

export type CustomerWord = DictionaryEntry & { is_inherited: boolean };
export const customerWordShape = shape("CustomerWord", rowsOf<CustomerWord>(dictionaryEntry), {
  ...entryShape.fields,
  isInherited: computed(c.flag, (row: CustomerWord) => row.is_inherited, always),
});

/** The words of a dictionary that is named by its key. */
export type WordsOfKey = { id: string; entries: DictionaryEntry[] };
const shownWordShape = shape("DictionaryWord", rowsOf<DictionaryEntry>(dictionaryEntry), {
  ...{ id: std.id, value: field("name", c.text), label: field("label", c.text) },
  ...{ color: field("color", c.text, { nullable: true }), icon: field("icon", c.text, { nullable: true }) },
});
export const wordsOfKeyShape = shape("WordsOfKey", rowsOf<WordsOfKey>(), {
  id: shown("id", c.uuid),
  entries: shown("entries", listShown(shownWordShape)),
});

/** A word as it is sent. */
export const wordShape = shape("DictionaryEntryBody", inputOf(createDictionaryEntry), {
  value: field("value", c.text, { required: true }),
  label: field("label", c.text),
  color: field("color", c.text),
  icon: field("icon", c.text),
});
export const newDictionaryShape = shape("DictionaryBody", inputOf(createDictionary), {
  key: field("key", c.text, { required: true }),
  name: field("name", c.text, { required: true }),
  description: field("description", c.text),
  ...bothCasings({
    isActive: field("is_active", c.flag),
    managerVisibility: field("visibility", c.choiceOf(["default", "hidden"])),
  }),
});

export const listedShape = shape("DictionariesAsked", rowsOf<{ include_inactive: string }>(), {
  includeInactive: field("include_inactive", c.text),
});

import { room } from "../../../shared/service/room.ts";
import {
  changeDictionary,
  changeDictionaryEntry,
  createDictionary,
  createDictionaryEntry,
  removeDictionary,
  removeDictionaryEntry,
} from "./change-dictionaries.ts";
import {
  changeCustomerWord,
  offeredWords,
  putCustomerWord,
  registerWords,
  removeCustomerWord,
} from "./customer-words.ts";
import { dictionary, dictionaryEntry } from "./dictionary.ts";
import { beginDictionaries, wordsById, wordsOf } from "./find-words.ts";
import { keepCurrencyWords } from "./on-currency.ts";

export const dictionariesRoom = room({
  resources: [dictionary, dictionaryEntry],
  handlers: [
    ...[createDictionary, changeDictionary, removeDictionary],
    ...[createDictionaryEntry, changeDictionaryEntry, removeDictionaryEntry],
    ...[wordsOf, wordsById, beginDictionaries],
    ...[offeredWords, putCustomerWord, changeCustomerWord, removeCustomerWord, registerWords],
  ],
  reactions: [keepCurrencyWords],
});

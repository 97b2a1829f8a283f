/** Searching accounts by words and completing values of their fields (RPT-5). */
import { typedAs } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { suggestValues, wordsIn } from "../../../shared/service/suggest.ts";
import { searchAccounts, suggestAccounts } from "../public/search.ts";
import { account } from "../resources/account.ts";
import { shownAccounts } from "./keep-account.ts";

export const search = query(searchAccounts, async (reader, { query: text, limit }) => {
  const words = wordsIn(text);
  const asked = text.trim();
  const live = { deleted_at: null };
  const [exact, found] = await Promise.all([
    reader.page(
      account,
      { limit },
      { ...live, $or: [typedAs(account, "number", asked), typedAs(account, "email", asked)] },
      { whole: true },
    ),
    reader.page(
      account,
      { limit },
      { ...live, $and: words.map((word) => ({ words: { $regex: `^${word}` } })) },
      { whole: true },
    ),
  ]);
  const first = new Set(exact.data.map((each) => each.id));
  const rest = found.data.filter((each) => !first.has(each.id));
  return shownAccounts(reader, [...exact.data, ...rest].slice(0, limit));
});

export const suggest = query(suggestAccounts, async (reader, { field, value, limit }) => ({
  data: await suggestValues(
    reader,
    account,
    { deleted_at: null },
    {
      column: field,
      value,
      limit,
      many: field === "tags",
    },
  ),
}));

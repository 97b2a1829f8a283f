import { typedAs } from "../../../shared/resource/words.ts";
import { query } from "../../../shared/service/operation.ts";
import { wordsIn } from "../../../shared/service/suggest.ts";
import { account } from "./account.ts";
import * as declared from "./declarations.ts";
import { shownAccounts } from "./shown-accounts.ts";

export const searchAccounts = query(declared.searchAccounts, async (reader, { query: text, limit }) => {
  const words = wordsIn(text);
  const asked = text.trim();
  const live = { deleted_at: null };
  const [exact, found] = await Promise.all([
    reader.page(
      account,
      { limit },
      { ...live, $or: [typedAs(account, "number", asked), typedAs(account, "email", asked)] },
      { withHidden: true },
    ),
    reader.page(
      account,
      { limit },
      { ...live, $and: words.map((word) => ({ words: { $regex: `^${word}` } })) },
      { withHidden: true },
    ),
  ]);
  const first = new Set(exact.data.map((each) => each.id));
  const rest = found.data.filter((each) => !first.has(each.id));
  return shownAccounts(reader, [...exact.data, ...rest].slice(0, limit));
});

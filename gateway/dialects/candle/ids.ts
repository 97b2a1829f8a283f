/** Ids of Candle: a prefix for the kind of the object (ID-1). */
import { isUuid } from "../../../shared/fields/index.ts";
import { prefixed, readPrefixed, withPrefix } from "../../shapes/prefixed.ts";

/** By our name of the object, or by that which its fields have elsewhere. */
const prefixes: Readonly<Record<string, string>> = {
  ...{ platform: "plat", api_key: "key", waitlist_entry: "wlist", file: "media", link: "link" },
  ...{ marketplace_user: "user", user: "user", buyer_user: "user", seller_user: "user" },
  ...{ payment_method: "pm", variant: "prod", product: "prod", price: "price" },
  ...{ calendar: "cal", calendar_event: "event", subscription: "subs", service: "serv" },
  ...{ contract: "inv", item: "item", buyer: "buyer", seller: "seller", fee: "fee", cart: "cart" },
  transaction: "tran",
};

/** The codec of ids of this kind. */
export function idOf(what: string) {
  const prefix = prefixes[what];
  if (!prefix) throw new TypeError(`Ids of a ${what} have no prefix in Candle.`);
  return prefixed(prefix);
}

export const ids = {
  schema: { type: "string" },
  read: (text: string, what: string) => readPrefixed(prefixes[what] ?? "", text),
};

/** Objects that Candle calls by another name. */
const words: Readonly<Record<string, string>> = {
  ...{ variant: "product", marketplace_user: "user", calendar_event: "event" },
};

/** A sentence of a service about an object, with Candle's name of it. */
export const inWords = (sentence: string, what: string): string =>
  words[what] ? sentence.replace(what.replaceAll("_", " "), words[what]) : sentence;

function spelled(prefix: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => spelled(prefix, each));
  return typeof value === "string" && isUuid(value) ? withPrefix(prefix, value) : value;
}

/** The figures of a refusal with ids as Candle spells them; `what` is the object that has the `id`. */
export const withIds = (figures: object, what: string): object =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => {
      const prefix = prefixes[name === "id" ? what : name.replace(/_ids?$/, "")];
      return [name, prefix ? spelled(prefix, value) : value];
    }),
  );

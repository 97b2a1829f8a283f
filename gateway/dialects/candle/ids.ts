/** Ids of Candle: a prefix for the kind of the object (ID-1). */
import { prefixed, readPrefixed } from "../../shapes/prefixed.ts";

/** By our name of the object. */
const prefixes: Readonly<Record<string, string>> = {
  ...{
    platform: "plat",
    api_key: "key",
    waitlist_entry: "wlist",
    marketplace_user: "user",
    file: "media",
    link: "link",
  },
  ...{ payment_method: "pm", variant: "prod", price: "price" },
  ...{ calendar: "cal", calendar_event: "event" },
  ...{ contract: "inv", item: "item", buyer: "buyer", seller: "seller", fee: "fee", cart: "cart" },
  ...{ transaction: "tran", subscription: "subs", service: "serv" },
};

const prefixOf = (what: string): string => {
  const prefix = prefixes[what];
  if (!prefix) throw new TypeError(`Ids of a ${what} have no prefix in Candle.`);
  return prefix;
};

/** The codec of ids of this kind. */
export const idOf = (what: string) => prefixed(prefixOf(what));

export const ids = {
  schema: { type: "string" },
  read: (text: string, what: string) => readPrefixed(prefixOf(what), text),
};

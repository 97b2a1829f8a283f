/** Ids of Candle: a prefix for the kind of the object (ID-1). */
import { isUuid } from "../../../shared/fields/index.ts";
import { prefixed, readPrefixed, withPrefix } from "../../shapes/prefixed.ts";

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

/** Objects that Candle calls by another name. */
const words: Readonly<Record<string, string>> = {
  ...{ variant: "product", marketplace_user: "user", calendar_event: "event" },
};

/** A sentence of a service about an object, with Candle's name of it. */
export const inWords = (sentence: string, what: string): string =>
  words[what] ? sentence.replace(what.replaceAll("_", " "), words[what]) : sentence;

const idShown = (prefix: string, value: unknown): unknown =>
  typeof value === "string" && isUuid(value) ? withPrefix(prefix, value) : value;

/** The figures of a refusal with ids as Candle spells them; `what` is the object that has the `id`. */
export function withIds(figures: object, what: string): object {
  const kinds: Readonly<Record<string, string>> = { id: what, product_id: "variant", product_ids: "variant" };
  const spelled = (prefix: string, value: unknown): unknown =>
    Array.isArray(value) ? value.map((each) => spelled(prefix, each)) : idShown(prefix, value);
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => {
      const prefix = prefixes[kinds[name] ?? ""];
      return [name, prefix ? spelled(prefix, value) : value];
    }),
  );
}

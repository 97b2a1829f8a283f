import { choice, flag, patterns, text } from "../../../shared/fields/index.ts";
import { currencies } from "../../../shared/money.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** What a price is for: the usual one, a sale, a step of quantities. */
export const priceKind = resource({
  service: "catalog",
  name: "price_kind",
  plural: "price_kinds",
  grants: { read: "viewer", write: "manager", delete: "manager" },
  fields: {
    code: text({ max: 100, pattern: patterns.code, filter: ["eq"], sort: true }),
    title: text({ max: 255, sort: true }),
    display_mode: choice(["including-tax", "excluding-tax"], {
      default: "excluding-tax",
      about: "Which of its two amounts is shown to buyers.",
    }),
    currency: choice(currencies, { optional: true, filter: ["eq"] }),
    is_promotion: flag({
      default: false,
      filter: ["eq"],
      about: "Its prices go before the usual ones.",
    }),
    is_active: flag({ default: true, filter: ["eq"] }),
  },
  unique: [["code"]],
  search: ["code", "title"],
  verbs: ["list", "get", "create", "update", "restore"],
});
export type PriceKind = Entity<typeof priceKind>;

import { count, group, id, list, ref } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { MOST_ITEMS, MOST_OF_ONE } from "../contracts/contract.ts";

/** The items a user of a platform is about to buy (3.4). Prices are those of the day on which it is read (CAR-2). */
export const cart = resource({
  service: "contracts",
  name: "cart",
  plural: "carts",
  grants: businessData,
  fields: {
    platform_id: ref("contracts.platform", { fixed: true, filter: ["eq"] }),
    user_id: ref("accounts.marketplace_user", { fixed: true, filter: ["eq"] }),
    items: list(group({ id: id(), product_id: id(), quantity: count({ min: 1, max: MOST_OF_ONE }) }), {
      default: [],
      max: MOST_ITEMS,
    }),
  },
  unique: [["user_id"]],
  hardDelete: true,
  verbs: ["list", "get"],
});

export type Cart = Entity<typeof cart>;

/**
 * The id of a cart that is not stored yet: a user has one cart, which is there for readers and for contracts from the start
 * (CAR-5). Carts that were stored under another id keep it.
 */
export const cartIdOf = (user_id: string): string => user_id;

/** The stored cart of a user, or null. */
export const cartOf = (reader: Pick<Reader, "findOne">, user_id: string): Promise<Cart | null> =>
  reader.findOne(cart, { user_id });

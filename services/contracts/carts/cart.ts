import { count, group, id, list, ref } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";
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

/** A user has one cart; it is there for readers before it is stored (CAR-5). */
export const cartIdOf = (user_id: string): string => idOf(`cart:${user_id}`);

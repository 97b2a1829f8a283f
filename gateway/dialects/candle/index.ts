/** The routes of Candle. */
import { beyond, routes } from "../../kit/behavior.ts";
import type { DialectModule } from "../../prefixes.ts";
import { dialect } from "./dialect.ts";
import { addedCalendars, calendarOperations } from "./routes/calendars.ts";
import { contractOperations } from "./routes/contracts.ts";
import { cartOperations, productOperations, updateCartItem } from "./routes/offers.ts";
import { peopleOperations } from "./routes/people.ts";
import { addedPlatforms, platformOperations } from "./routes/platforms.ts";
import { addedTransactions, moneyOperations } from "./routes/subscriptions.ts";

export const candle: DialectModule = {
  dialect,
  routes: [
    ...routes(dialect, {
      ...{ ...platformOperations, ...peopleOperations, ...productOperations, ...cartOperations },
      ...{ ...calendarOperations, ...contractOperations, ...moneyOperations },
    }),
    ...beyond(dialect, {
      ...{ ...addedPlatforms, ...addedCalendars, ...addedTransactions },
      "PUT /carts/auth/item/{cart_item_id}": {
        ...{ id: "updateCartItem", tag: "Carts", summary: "Set the quantity of an item in my cart" },
        does: updateCartItem,
      },
    }),
  ],
};

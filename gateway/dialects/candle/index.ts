/** The routes of Candle. */
import { beyond, routes } from "../../kit/behavior.ts";
import type { DialectModule } from "../../prefixes.ts";
import { dialect } from "./dialect.ts";
import { billingOperations } from "./routes/billing.ts";
import { addedCalendars, calendarOperations } from "./routes/calendars.ts";
import { cartOperations, updateCartItem } from "./routes/carts.ts";
import { contractOperations } from "./routes/contracts.ts";
import { peopleOperations } from "./routes/people.ts";
import { addedPlatforms, platformOperations } from "./routes/platforms.ts";
import { productOperations } from "./routes/products.ts";
import { addedUtilities, signInOperations } from "./routes/sign-in.ts";
import { subscriptionOperations } from "./routes/subscriptions.ts";
import { addedTransactions, transactionOperations } from "./routes/transactions.ts";

export const candle: DialectModule = {
  dialect,
  routes: [
    ...routes(dialect, {
      ...{ ...signInOperations, ...platformOperations, ...peopleOperations, ...billingOperations },
      ...{ ...productOperations, ...calendarOperations, ...cartOperations, ...contractOperations },
      ...{ ...subscriptionOperations, ...transactionOperations },
    }),
    ...beyond(dialect, {
      "PUT /carts/auth/item/{cart_item_id}": {
        ...{ id: "updateCartItem", tag: "Carts", does: updateCartItem },
        summary: "Set the quantity of an item in my cart",
      },
      ...{ ...addedPlatforms, ...addedCalendars, ...addedTransactions, ...addedUtilities },
    }),
  ],
};

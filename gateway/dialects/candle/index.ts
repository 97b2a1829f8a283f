/** The routes of Candle. */
import { routes } from "../../kit/behavior.ts";
import type { DialectModule } from "../../prefixes.ts";
import { dialect } from "./dialect.ts";
import { billingOperations } from "./routes/billing.ts";
import { calendarOperations } from "./routes/calendars.ts";
import { peopleOperations } from "./routes/people.ts";
import { platformOperations } from "./routes/platforms.ts";
import { productOperations } from "./routes/products.ts";
import { signInOperations } from "./routes/sign-in.ts";

export const candle: DialectModule = {
  dialect,
  routes: routes(dialect, {
    ...{ ...signInOperations, ...platformOperations, ...peopleOperations, ...billingOperations },
    ...{ ...productOperations, ...calendarOperations },
  }),
};

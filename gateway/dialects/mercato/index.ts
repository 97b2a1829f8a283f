/** The routes of Mercato. */
import { routes } from "../../kit/behavior.ts";
import type { DialectModule } from "../../prefixes.ts";
import type { Profile } from "../names.ts";
import { mercatoOf } from "./dialect.ts";
import { apiKeyOperations } from "./routes/api-keys.ts";
import { bookingOperations } from "./routes/booking.ts";
import { catalogOperations } from "./routes/catalog.ts";
import { categoryOperations } from "./routes/categories.ts";
import { currencyOperations } from "./routes/currencies.ts";
import { customerDetailOperations } from "./routes/customer-details.ts";
import { customerWidgetOperations } from "./routes/customer-widgets.ts";
import { customerWordOperations } from "./routes/customer-words.ts";
import { customerOperations } from "./routes/customers.ts";
import { dealingOperations } from "./routes/dealings.ts";
import { dictionaryOperations } from "./routes/dictionaries.ts";
import { directoryOperations } from "./routes/directory.ts";
import { freightOperations } from "./routes/freight.ts";
import { onDocumentOperations } from "./routes/on-documents.ts";
import { onboardingOperations } from "./routes/onboarding.ts";
import { orderOperations } from "./routes/orders.ts";
import { quoteOperations } from "./routes/quotes.ts";
import { sellingTermOperations } from "./routes/selling-terms.ts";
import { sidebarOperations } from "./routes/sidebar.ts";
import { signInOperations } from "./routes/sign-in.ts";
import { toggleOperations } from "./routes/toggles.ts";
import { userOperations } from "./routes/users.ts";

export function mercato(profile: Profile): DialectModule {
  const dialect = mercatoOf(profile);
  return {
    dialect,
    routes: routes(dialect, {
      ...{ ...signInOperations, ...onboardingOperations, ...userOperations, ...sidebarOperations },
      ...{ ...apiKeyOperations, ...toggleOperations },
      ...{ ...directoryOperations, ...dictionaryOperations, ...currencyOperations },
      ...{ ...sellingTermOperations, ...quoteOperations },
      ...{ ...catalogOperations, ...categoryOperations, ...customerOperations, ...customerDetailOperations },
      ...{ ...customerWordOperations, ...dealingOperations, ...customerWidgetOperations },
      ...{ ...orderOperations, ...onDocumentOperations, ...bookingOperations, ...freightOperations },
    }),
  };
}

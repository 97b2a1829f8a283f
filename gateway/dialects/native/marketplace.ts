/** What people of a marketplace do without a key: they have a token, a secret or an address. */
import { refreshMarketplaceSession } from "../../../services/accounts/public.ts";
import {
  completeSimulatedOnboarding,
  confirmSimulatedCard,
  paymentMethod,
  providerAccount,
} from "../../../services/contracts/public.ts";
import { beyond } from "../../kit/behavior.ts";
import { handle } from "../../kit/operation.ts";
import type { Route } from "../../kit/route.ts";
import * as c from "../../shapes/codecs.ts";
import { field, rowsOf, shape } from "../../shapes/shape.ts";
import { native } from "./dialect.ts";
import { entitySchema } from "./entity-schema.ts";

const refresh = shape("MarketplaceSessionRefresh", rowsOf<{ refresh_token: string }>(), {
  refresh_token: field("refresh_token", c.text, { required: true }),
});
type Card = { card_number: string; exp_month: number; exp_year: number };
const card = shape("SimulatedCard", rowsOf<Card>(), {
  card_number: field("card_number", c.text, { required: true }),
  exp_month: field("exp_month", c.integer, { required: true }),
  exp_year: field("exp_year", c.integer, { required: true }),
});
const secret = { pathSchemas: { secret: { type: "string" } } };

export const marketplaceRoutes: readonly Route[] = beyond(native, {
  "POST /marketplace-sessions/refresh": {
    ...{ id: "refreshMarketplaceSession", tag: "Marketplace users" },
    summary:
      "Refresh a session of a user of a platform. Returns a new access token and a new refresh token; each refresh token counts once, and the whole session ends when one is sent again. It needs no key.",
    does: handle({
      ...{ scope: null, body: refresh, refuses: refreshMarketplaceSession.refuses ?? [] },
      schema: refreshMarketplaceSession.output.schema,
      run: (ctx, { refresh_token = "" }) => ctx.read(refreshMarketplaceSession, { refresh_token }),
    }),
  },
  "POST /simulated-provider/set-ups/{secret}": {
    ...{ id: "confirmSimulatedCard", tag: "Payment methods", status: 201 },
    summary:
      "Hand a card to the simulated provider, with the secret that was returned when the payment method was begun. The last four digits decide what becomes of its charges. It needs no key.",
    does: {
      ...handle({
        ...{ scope: null, body: card, schema: entitySchema(paymentMethod) },
        run: (ctx, { card_number = "", exp_month = 0, exp_year = 0 }) => {
          const { secret: client_secret = "" } = ctx.request.params;
          return ctx.read(confirmSimulatedCard, { client_secret, card_number, exp_month, exp_year });
        },
      }),
      ...secret,
    },
  },
  "GET /simulated-provider/onboarding/{secret}": {
    ...{ id: "completeSimulatedOnboarding", tag: "Payment methods" },
    summary:
      "Open the page of the simulated provider that connects a bank account; opening it completes the connection, once. It needs no key.",
    does: {
      ...handle({
        ...{ scope: null, schema: entitySchema(providerAccount) },
        run: (ctx) => ctx.read(completeSimulatedOnboarding, { secret: ctx.request.params.secret ?? "" }),
      }),
      ...secret,
    },
  },
});

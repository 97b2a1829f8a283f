/** Short lists about customers for a dashboard, and how addresses are written (MRC-CUS-9, MRC-CUS-14). */
import * as accounts from "../../../../services/accounts/public.ts";
import { eachUnder, handle, objectWith, refusing, showEach } from "../../../kit/index.ts";
import { openObjects } from "../area.ts";
import * as shapes from "../shapes/customer-widgets.ts";

export const customerWidgetOperations = {
  getCustomersDashboardWidgetsNewCustomers: handle({
    ...{ ...refusing(accounts.newCustomers), query: shapes.newCustomersQuery },
    response: eachUnder("items", shapes.newCustomerShape),
    run: async (ctx, asked) => (await ctx.read(accounts.newCustomers, asked)).data,
  }),
  getCustomersDashboardWidgetsNewDeals: handle({
    ...{ ...refusing(accounts.newDeals), query: shapes.limitQuery },
    response: eachUnder("items", shapes.newDealShape),
    run: async (ctx, asked) => (await ctx.read(accounts.newDeals, asked)).data,
  }),
  getCustomersDashboardWidgetsNextInteractions: handle({
    ...{ ...refusing(accounts.nextInteractions), query: shapes.plannedQuery },
    schema: objectWith({ items: openObjects, now: { type: "string" } }),
    async run(ctx, asked) {
      const { data, now } = await ctx.read(accounts.nextInteractions, asked);
      return { items: await showEach(ctx, shapes.plannedShape, data), now };
    },
  }),
  getCustomersSettingsAddressFormat: handle({
    ...{ ...refusing(accounts.getCustomerSettings), response: shapes.addressFormatShape },
    run: (ctx) => ctx.read(accounts.getCustomerSettings, {}),
  }),
  putCustomersSettingsAddressFormat: handle({
    ...{ ...refusing(accounts.changeCustomerSettings), body: shapes.addressFormatShape },
    response: shapes.addressFormatShape,
    run: (ctx, given) => ctx.call(accounts.changeCustomerSettings, given),
  }),
};

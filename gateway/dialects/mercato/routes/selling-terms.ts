/** Channels, methods of shipping and paying, delivery windows, tax rates, tags, and how documents are numbered (6.1, 6.7). */
import { offersInChannels, tax } from "../../../../services/catalog/public.ts";
import { wordsOf } from "../../../../services/platform/public.ts";
import * as sales from "../../../../services/sales/public.ts";
import { fail, invalidField } from "../../../../shared/errors.ts";
import type { InputOf } from "../../../../shared/service/reference.ts";
import { ANY_KEY, area, type Behavior, type DialectContext, handle, refusing } from "../../../kit/index.ts";
import { bodyOf, crud, crudOfWords, withSlug } from "../area.ts";
import { featuresOf } from "../dialect.ts";
import { flagFilter, textFilter } from "../filters.ts";
import * as documents from "../shapes/documents.ts";
import * as shapes from "../shapes/selling-terms.ts";

const isActive = flagFilter("is_active");

async function withOffers(
  { read }: DialectContext,
  rows: readonly { id: string; offers?: number }[],
): Promise<void> {
  const { channels: found } = await read(offersInChannels, { channel_ids: rows.map(({ id }) => id) });
  const counts = new Map(found.map(({ channel_id, offers }) => [channel_id, offers]));
  for (const row of rows) row.offers = counts.get(row.id) ?? 0;
}

const channels = crudOfWords(
  "SalesChannels",
  area(sales.orderChannels.resource, shapes.channelShape, {
    actions: { create: sales.orderChannels.create, remove: sales.orderChannels.remove },
    filters: { isActive },
    complete: withOffers,
  }),
);

const shippingMethods = area(sales.shippingMethod, shapes.shippingMethodShape, {
  filters: { isActive, currency: textFilter("currency") },
});
const paymentMethods = area(sales.paymentMethodKind, shapes.paymentMethodShape, { filters: { isActive } });
const deliveryWindows = area(sales.deliveryWindow, shapes.deliveryWindowShape, { filters: { isActive } });
const tags = area(sales.salesTag, shapes.salesTagShape, { fill: withSlug });

/** Rates that are shown here are added to a price; other taxes have no code. */
const taxRates = area(tax, shapes.taxRateShape, {
  filters: {
    ...{ country: textFilter("country"), region: textFilter("region"), channelId: textFilter("channel_id") },
    isCompound: flagFilter("is_compound"),
  },
  only: [{ field: "code", op: "ne", value: null }],
  fill: () => ({ type: "exclusive", default_on: false }),
});

/** The statuses in which an order may still be changed are words of its dictionary. */
async function refuseUnknownStatuses(
  ctx: DialectContext,
  { customer_statuses, address_statuses }: InputOf<typeof sales.changeDocumentSettings>,
): Promise<void> {
  const given = [...(customer_statuses ?? []), ...(address_statuses ?? [])];
  if (given.length === 0) return;
  const { entries } = await ctx.read(wordsOf, { key: "sales.order_status" });
  const unknown = given.find((each) => !entries.some(({ name }) => name === each));
  if (unknown !== undefined) throw fail("unprocessable", `'${unknown}' is no status of orders.`);
}

const numbers = handle({
  ...{ ...refusing(sales.getDocumentSettings), response: documents.numbersShape },
  run: (ctx) => ctx.read(sales.getDocumentSettings, {}),
});
const changeNumbers = handle({
  ...{ ...refusing(sales.changeDocumentSettings), body: documents.numbersBodyShape },
  response: documents.numbersShape,
  async run(ctx, given) {
    await refuseUnknownStatuses(ctx, given);
    return ctx.call(sales.changeDocumentSettings, given);
  },
});

async function editing(ctx: DialectContext) {
  const [settings, { entries }] = await Promise.all([
    ctx.read(sales.getDocumentSettings, {}),
    ctx.read(wordsOf, { key: "sales.order_status" }),
  ]);
  return { ...settings, statuses: entries };
}
const showEditing = handle({
  ...{ ...refusing(sales.getDocumentSettings), response: documents.editingShape },
  run: editing,
});
const changeEditing = handle({
  ...{ ...refusing(sales.changeDocumentSettings), body: documents.editingBodyShape },
  response: documents.editingShape,
  async run(ctx, given) {
    await refuseUnknownStatuses(ctx, given);
    await ctx.call(sales.changeDocumentSettings, given);
    return editing(ctx);
  },
});

/** Callers who may write documents of a kind may draw its numbers (MRC-FEA-8). */
const takeNumber = handle({
  ...{ ...refusing(sales.nextDocumentNumber), scope: ANY_KEY, body: documents.numberBodyShape },
  async run(ctx, { kind = "order", format = null }) {
    const feature = kind === "quote" ? "sales.quotes.manage" : "sales.orders.manage";
    if (!featuresOf(ctx.principal).has(feature))
      throw fail("forbidden", "Forbidden", { required_features: [feature] });
    return ctx.call(sales.nextDocumentNumber, { kind, format });
  },
});

/** A change that names this field, even with its present value (6.1). */
const naming = (name: string, does: Behavior): Behavior => ({
  ...does,
  async run(ctx) {
    if (bodyOf(ctx)[name] == null)
      throw invalidField(`/${name}`, "required", `The '${name}' field is required.`);
    return does.run(ctx);
  },
});

export const sellingTermOperations = {
  ...{ ...channels, putSalesChannels: naming("code", channels.putSalesChannels) },
  ...crud("SalesShippingMethods", shippingMethods),
  ...crud("SalesPaymentMethods", paymentMethods),
  ...crud("SalesDeliveryWindows", deliveryWindows),
  ...crud("SalesTaxRates", taxRates),
  ...crudOfWords("SalesTags", tags),
  ...{ getSalesSettingsDocumentNumbers: numbers, putSalesSettingsDocumentNumbers: changeNumbers },
  ...{ getSalesSettingsOrderEditing: showEditing, putSalesSettingsOrderEditing: changeEditing },
  postSalesDocumentNumbers: takeNumber,
};

/** The sale of a contract: its goods are held already, and it is paid. */
import { saga } from "../../../shared/saga/saga.ts";
import { sellUnits } from "../../inventory/public.ts";
import { type Checkout, finalizeIn, noteCosts, postFinalized } from "../checkout/checkout-steps.ts";
import { costsOf } from "../pricing/rules/basket.ts";
import { sale } from "../sales/sale.ts";

export type ContractSale = Checkout & { hold_id: string | null };

/** Also of a SKU at a site, which is no unit of an item. */
const takesStock = ({ finalized }: ContractSale): boolean =>
  finalized?.lines.some(({ sku_id }) => sku_id !== null) ?? false;

export const contractSale = saga<ContractSale>({
  name: "contract_sale",
  before: [],
  async pivot(tx, selling) {
    const before = await tx.get(sale, selling.sale_id);
    return { finalized: before ?? (await finalizeIn(tx, selling)) };
  },
  after: [
    {
      name: "sell_units",
      needed: ({ hold_id }) => hold_id !== null,
      async run({ call }, { hold_id, sale_id, units: lines, finalized }) {
        const { lines: sold, number, business_date } = finalized!;
        const stocked = sold.flatMap(({ id: line_id, item_id, sku_id, site_id: location_id, quantity }) =>
          sku_id ? [{ line_id, item_id, sku_id, location_id, units: quantity }] : [],
        );
        const goods = stocked.length ? { number, business_date: business_date!, lines: stocked } : null;
        const { stock } = await call(sellUnits, {
          ...{ hold_id: hold_id!, sale_id, lines, stocked: goods },
          ...{ status: "sold_on_third_party", posted: costsOf(sold) },
        });
        return stock.length ? { stock } : undefined;
      },
    },
    { name: "note_costs", needed: takesStock, waits: takesStock, run: noteCosts },
    {
      name: "post_sale",
      waits: takesStock,
      async run(context, selling) {
        await postFinalized({ ...context, repeated: true }, selling);
        return undefined;
      },
    },
  ],
});

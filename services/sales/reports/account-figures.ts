import { rnd } from "../../../shared/money.ts";
import { query } from "../../../shared/service/operation.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { sale } from "../sales/sale.ts";
import * as declared from "./declarations.ts";

type Sold = {
  units_sold: number;
  revenue: number;
  consignor_portion: number;
  refunds: number;
  days: number;
};

export const accountFigures = query(declared.accountFigures, async (reader, { account_id }) => {
  const ofAccount = { "lines.account_id": account_id };
  const [found] = await reader.aggregate<Sold>(
    sale,
    { status: "finalized", ...ofAccount, ...visibleTo(sale, reader.meta) },
    [
      { $project: { lines: 1 } },
      { $unwind: "$lines" },
      { $match: ofAccount },
      {
        $group: {
          _id: null,
          units_sold: { $sum: "$lines.quantity" },
          revenue: { $sum: "$lines.net" },
          consignor_portion: { $sum: "$lines.consignor_portion" },
          refunds: { $sum: "$lines.refunded_amount" },
          days: { $sum: { $multiply: ["$lines.days_on_shelf", "$lines.quantity"] } },
        },
      },
      { $project: { _id: 0 } },
    ],
  );
  if (!found) return { ...nothingSold };
  const { days, ...sums } = found;
  return { ...sums, average_days_to_sell: rnd(days, sums.units_sold) };
});

const nothingSold = {
  units_sold: 0,
  revenue: 0,
  consignor_portion: 0,
  refunds: 0,
  average_days_to_sell: null,
} as const;

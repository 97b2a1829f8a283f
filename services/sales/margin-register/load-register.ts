/** Reads the sales and refunds of a period that have lines under the margin scheme. */
import { invalidField } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { visibleTo } from "../../../shared/service/visible.ts";
import { store } from "../../inventory/public.ts";
import { refund } from "../refunds/refund.ts";
import { periodOf } from "../reports/period.ts";
import { sale } from "../sales/sale.ts";
import { MOST_MARGIN_ROWS } from "./declarations.ts";
import { inOrder, type MarginRegister, ratesOf, refundedRows, soldRows, totalsOf } from "./margin.rules.ts";

type Asked = { from?: string | null; to?: string | null; store_id?: string | null };

const underMargin = { "lines.applied_taxes.snapshot.scheme": "margin" } as const;

function refuseMany(count: number): void {
  if (count > MOST_MARGIN_ROWS)
    throw invalidField(
      "to",
      "too_many",
      `The period has more than ${MOST_MARGIN_ROWS} sales or refunds; ask for a shorter one.`,
    );
}

/** A period of the month of its last day, unless it says when it begins. */
async function rangeOf(reader: Reader, call: Call, { from, to, store_id }: Asked) {
  const { end_date } = await periodOf(reader, call, { end_date: to ?? null, store_id: store_id ?? null });
  const start = from ?? `${end_date.slice(0, 7)}-01`;
  if (start > end_date) throw invalidField("to", "out_of_range", "'to' is earlier than 'from'.");
  return { from: start, to: end_date };
}

export async function loadRegister(reader: Reader, call: Call, asked: Asked) {
  const { from, to } = await rangeOf(reader, call, asked);
  const store_id = asked.store_id ?? null;
  const within = {
    business_date: { $gte: from, $lte: to },
    $and: [visibleTo(sale, reader.meta), store_id ? { store_id } : {}],
  };
  const limit = MOST_MARGIN_ROWS + 1;
  const [sold, back, stores] = await Promise.all([
    reader.find(sale, { status: "finalized", ...within, ...underMargin }, { limit }),
    reader.find(refund, within, { limit }),
    store_id ? call(store.actions.many, { ids: [store_id] }) : [],
  ]);
  refuseMany(Math.max(sold.length, back.length));
  const taken = await reader.find(sale, { _id: { $in: back.map(({ sale_id }) => sale_id) }, ...underMargin });
  const byId = new Map(taken.map((each) => [each.id, each]));
  const known = back.flatMap((each) =>
    byId.has(each.sale_id) ? [{ each, of: byId.get(each.sale_id)! }] : [],
  );
  const rows = inOrder([
    ...sold.flatMap(soldRows),
    ...known.flatMap(({ each, of }) => refundedRows(each, of)),
  ]);
  refuseMany(rows.length);
  const register: MarginRegister = {
    ...{ currency: reader.org.currency, from, to, store_id },
    ...{ totals: totalsOf(rows), rates: ratesOf(rows), rows },
  };
  const moments = [...sold, ...known.map(({ each }) => each)].map(({ updated_at }) => updated_at);
  return { register, store_name: stores[0]?.name ?? null, latest: [from, ...moments].sort().at(-1)! };
}

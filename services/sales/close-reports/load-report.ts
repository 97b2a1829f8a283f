/** Reads what the report of a register session shows: sums, so that a busy session costs no more than a quiet one. */
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { refuseHidden } from "../../../shared/service/visible.ts";
import { drawerMovements } from "../../accounts/public.ts";
import { store } from "../../inventory/public.ts";
import { refund } from "../refunds/refund.ts";
import { register } from "../registers/register.ts";
import { registerSession } from "../registers/register-session.ts";
import { sale } from "../sales/sale.ts";
import { type CloseReport, expectedOf, tendersOf } from "./close-report.rules.ts";

type Session = Entity<typeof registerSession>;
type Amount = { type: string; amount: number };
type Sums = { count: number; total: number; change: number };

const ofSession = ({ id }: Session) => ({ status: "finalized", register_session_id: id });

/** Refunds in cash name the session; others are those of the register at that time. */
const refundsOf = ({ register_id, opened_at, closed_at }: Session) => ({
  register_id,
  created_at: { $gte: opened_at, ...(closed_at ? { $lte: closed_at } : {}) },
});

const sums = async (reader: Reader, session: Session): Promise<Sums> => {
  const [found] = await reader.aggregate<Sums>(sale, ofSession(session), [
    {
      $group: {
        _id: null,
        count: { $sum: 1 },
        total: { $sum: "$total" },
        change: { $sum: "$change" },
      },
    },
  ]);
  return found ?? { count: 0, total: 0, change: 0 };
};

const byType = (list: string): object[] => [
  { $unwind: `$${list}` },
  { $group: { _id: `$${list}.type`, amount: { $sum: `$${list}.amount` } } },
  { $project: { _id: 0, type: "$_id", amount: 1 } },
];

/** Each tax of the sales with the net amounts it was taken on (TAX-5: none of the margin scheme). */
const taxes = (reader: Reader, session: Session) =>
  reader.aggregate<CloseReport["taxes"][number]>(sale, ofSession(session), [
    { $unwind: "$lines" },
    { $set: { taxed: "$lines.net", tax: "$lines.applied_taxes" } },
    { $unwind: "$tax" },
    { $match: { "tax.snapshot.scheme": { $ne: "margin" } } },
    {
      $group: {
        _id: { name: "$tax.snapshot.name", rate_ppm: "$tax.snapshot.rate_ppm" },
        net: { $sum: "$taxed" },
        amount: { $sum: "$tax.amount" },
      },
    },
    { $sort: { "_id.rate_ppm": -1, "_id.name": 1 } },
    { $project: { _id: 0, name: "$_id.name", rate_ppm: "$_id.rate_ppm", net: 1, amount: 1 } },
  ]);

export async function loadReport(reader: Reader, call: Call, id: string) {
  const session = refuseHidden(registerSession, reader.meta, await reader.load(registerSession, id));
  const { register_id, store_id, opening_float, closed_at } = session;
  const [till, stores, movements, sold, paid, back, refunds, voided, taxed] = await Promise.all([
    reader.get(register, register_id),
    store_id ? call(store.actions.many, { ids: [store_id] }) : [],
    call(drawerMovements, { session_id: id, register_id }),
    sums(reader, session),
    reader.aggregate<Amount>(sale, ofSession(session), byType("payments")),
    reader.aggregate<Amount>(refund, refundsOf(session), byType("tenders")),
    reader.count(refund, refundsOf(session)),
    reader.count(sale, { status: "voided", register_session_id: id }),
    taxes(reader, session),
  ]);
  const report: CloseReport = {
    session_id: id,
    ...{ register_id, register_name: till?.name ?? "", store_id, store_name: stores[0]?.name ?? null },
    ...{ currency: session.currency, opened_at: session.opened_at, closed_at },
    ...{ sales: sold.count, voided, refunds, total: sold.total, taxes: taxed },
    tenders: tendersOf(paid, sold.change, back),
    ...{ opening_float, movements, expected: expectedOf(session.expected, opening_float, movements) },
    ...{ counted: session.counted, difference: session.difference, memo: session.memo },
  };
  return {
    report,
    time_zone: stores[0]?.timezone ?? reader.org.timezone,
    latest: closed_at ?? session.updated_at,
  };
}

/** VOID-1: voids only a finalized sale without refunds. After its register session is closed this requires a scope. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { hasScope } from "../../../shared/meta.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import { flow } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import { loadForSale } from "../../inventory/public.ts";
import { cardsOf } from "../lines/gift-card-line.ts";
import { refuseContractSale } from "../lines/refuse-contract-sale.ts";
import { refuseLayBy } from "../lines/refuse-lay-by.ts";
import { refuseUncosted } from "../lines/refuse-uncosted.ts";
import { stockedOf, unitsOf } from "../pricing/rules/basket.ts";
import { registerSession } from "../registers/register-session.ts";
import { loadSale } from "../sales/load-sale.ts";
import { sale } from "../sales/sale.ts";
import { voidSale as mayVoid } from "../sales/sale-status.rules.ts";
import * as declared from "./declarations.ts";
import { partOfExchange } from "./errors.ts";
import { type Returned, voiding } from "./void.saga.ts";

/** Every unit of the sale; goods in quantity by line, because their entries are (LNK-3). */
const returnedBy = ({ lines }: Entity<typeof sale>): Returned[] => [
  ...unitsOf({ lines: lines.filter(({ sku_id }) => !sku_id) }),
  ...stockedOf(lines),
];

export const voidSale = flow(
  declared.voidSale,
  async ({ reader, meta, headers, call, runSaga }, { id, reason }) => {
    const before = await loadSale(reader, id);
    matchVersion(before, headers.if_match);
    refuseContractSale(before);
    const moved = mayVoid(before);
    if (!moved.ok) {
      if (before.refund_status === "none") throw refusedTransition("sale", moved);
      const { code, from, to, allowed } = moved;
      throw fail(code, "A sale with refunds cannot be voided.", { from, to, allowed });
    }
    if (!moved.changed) return visibleOf(sale, before);
    refuseLayBy(before);
    if (before.exchange_refund_id) throw partOfExchange({ refund_id: before.exchange_refund_id });
    refuseUncosted(before);
    const session = before.register_session_id
      ? await reader.get(registerSession, before.register_session_id)
      : null;
    if (session?.closed_at && !hasScope(meta, "void:closed_sales")) {
      throw fail(
        "forbidden",
        "The register session of this sale is closed; voiding it requires another scope.",
        {
          required_scope: "void:closed_sales",
        },
      );
    }
    const zone = before.store_id
      ? (await call(loadForSale, { item_ids: [], store_id: before.store_id })).store?.timezone
      : null;
    const { voided } = await runSaga(voiding, {
      subject: `sale:${id}`,
      meta,
      headers,
      data: {
        sale_id: id,
        version: before.version,
        business_date: businessDate(nowInstant(), zone ?? meta.org.timezone),
        reason: reason ?? null,
        units: returnedBy(before),
        cards: {
          gift_cards: cardsOf(before).map(({ id: card_id, amount }) => ({ id: card_id, amount })),
          timezone: zone ?? meta.org.timezone,
        },
      },
      answer: (after) => after.voided,
    });
    return voided!;
  },
);

/** Runs the checkout of a sale that was read, and answers its repetitions (SALE-3). */
import { fail } from "../../../shared/errors.ts";
import { refusedTransition } from "../../../shared/machine.ts";
import { visibleOf } from "../../../shared/resource/model.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { FlowContext } from "../../../shared/service/operation.ts";
import { matchVersion } from "../../../shared/service/reader.ts";
import type { InputOf } from "../../../shared/service/reference.ts";
import { cardsOf } from "../lines/gift-card-line.ts";
import { type Basket, loadBasket } from "../pricing/load-basket.ts";
import type { GivenCard } from "../pricing/rules/basket.ts";
import { register } from "../registers/register.ts";
import type { Channel } from "../sales/sale.ts";
import { sale } from "../sales/sale.ts";
import { moveSale } from "../sales/sale-status.rules.ts";
import { type Asked, checkoutOf, checkPayments, fingerprintOf } from "./check-out.ts";
import { checkout } from "./checkout.saga.ts";
import type { finalizeSale } from "./declarations.ts";

export type Sale = Entity<typeof sale>;
type Input = InputOf<typeof finalizeSale>;

/** `changes`: changes of the open sale in the same run. */
export async function runCheckout(
  context: FlowContext,
  before: Sale,
  input: Input,
  changes: Record<string, unknown> = {},
): Promise<Sale> {
  const { reader, meta, headers, runSaga, call } = context;
  matchVersion(before, headers.if_match);
  const asked = input as Asked;
  const repeated = repetition(before, asked);
  if (repeated) return repeated;
  checkPayments(asked.payments);
  const after = { ...before, ...changes };
  if (after.lines.length === 0 && cardsOf(after).length === 0)
    throw fail("unprocessable", "A sale without lines cannot be finalized.");
  const basket = { ...after, gift_cards: withCodes(after) } as Basket & { channel: Channel };
  const [loaded, till] = await Promise.all([
    loadBasket(call, basket, meta),
    after.register_id ? reader.get(register, after.register_id) : null,
  ]);
  const settled = checkoutOf(basket, loaded, till, asked, meta);
  const done = await runSaga(checkout, {
    subject: `sale:${before.id}`,
    data: {
      sale_id: before.id,
      before,
      ...settled,
      changes: { ...changes, ...settled.changes },
    },
    meta,
    headers,
    answer: ({ finalized }) => finalized,
  });
  return done.finalized!;
}

/** The gift cards of a sale, with the codes that it stores apart. */
function withCodes(sale: Sale): GivenCard[] {
  const codes = (sale.gift_card_codes ?? {}) as Record<string, string>;
  return cardsOf(sale).map((card) => ({ code: codes[card.id] ?? null, ...card }));
}

/** No till finalized a marketplace's sale, and several one on lay-by: they are repeated by the amounts that they show (LNK-5). */
const isPaidElsewhere = ({ finalized_with, lay_by, payments: shown }: Sale, { payments }: Asked): boolean =>
  (!finalized_with || Boolean(lay_by)) && areShown(shown, payments);

const areShown = (shown: Sale["payments"], payments: Asked["payments"]): boolean =>
  payments.length === shown.length && payments.every(({ amount }, i) => amount === shown[i]?.amount);

/** The deposits of a sale that is or was on lay-by, written back as it shows them: they pay nothing anew (LAY-2). */
export const repeatsDeposits = ({ status, lay_by, payments }: Sale, asked: Asked): boolean =>
  Boolean(lay_by) &&
  (status === "parked" || status === "discarded") &&
  payments.length > 0 &&
  areShown(payments, asked.payments);

/** SALE-3: a repetition returns the finalized sale; a different request is refused. */
export function repetition(before: Sale, asked: Asked): Sale | null {
  if (before.status === "finalized") {
    if (before.finalized_with !== fingerprintOf(asked) && !isPaidElsewhere(before, asked)) {
      throw fail("conflict", "This sale was finalized with other payments.", { sale_status: before.status });
    }
    return visibleOf(sale, before);
  }
  const moved = moveSale(before.status, "finalized");
  if (!moved.ok) throw refusedTransition("sale", moved);
  return null;
}

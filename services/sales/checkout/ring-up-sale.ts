/** Prices, settles and finalizes a basket in one run of the checkout. The pivot creates the sale. */
import { invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { flow } from "../../../shared/service/operation.ts";
import { type Basket, GIVEN, loadGivenBasket } from "../pricing/load-basket.ts";
import { register } from "../registers/register.ts";
import { newSale } from "../sales/new-sale.ts";
import type { Channel } from "../sales/sale.ts";
import { type Asked, checkoutOf, checkPayments } from "./check-out.ts";
import { checkout } from "./checkout.saga.ts";
import * as declared from "./declarations.ts";

export const ringUpSale = flow(
  declared.ringUpSale,
  async ({ reader, meta, headers, call, runSaga }, input) => {
    const { payments, expected_total, ...given } = input;
    const basket = given as Basket & { channel: Channel };
    const asked = { payments, expected_total } as Asked;
    if (!basket.lines.length && !basket.gift_cards?.length)
      throw invalidField("/lines", "required", "'lines' must not be empty unless gift cards are sold.");
    checkPayments(asked.payments);
    const [loaded, till] = await Promise.all([
      loadGivenBasket(call, basket, meta),
      given.register_id ? reader.get(register, given.register_id) : null,
    ]);
    const settled = checkoutOf(basket, loaded, till, asked, meta);
    const sale_id = newId();
    const { finalized } = await runSaga(checkout, {
      data: {
        ...settled,
        sale_id,
        before: null,
        changes: { ...newSale(given, loaded, meta), ...settled.changes },
      },
      meta,
      headers,
      answer: (after) => after.finalized,
    });
    return finalized!;
  },
  GIVEN,
);

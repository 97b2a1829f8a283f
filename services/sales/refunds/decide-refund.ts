/** Decides a refund of one sale (REF-1…7): its row, the returned units, the posting, and the sale after it. */
import { nowInstant } from "../../../shared/clock.ts";
import { businessDate } from "../../../shared/dates.ts";
import { fail, invalidField } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { hasScope, type Meta } from "../../../shared/meta.ts";
import { sum } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Call, InputOf } from "../../../shared/service/reference.ts";
import { loadForSale } from "../../inventory/public.ts";
import { cardsOf } from "../lines/gift-card-line.ts";
import { refuseUncosted } from "../lines/refuse-uncosted.ts";
import { costsOf } from "../pricing/rules/basket.ts";
import type { sale } from "../sales/sale.ts";
import { refundStatus } from "../sales/sale-status.rules.ts";
import type { refundSale } from "./declarations.ts";
import { amountAlreadyRefunded, unitsAlreadyRefunded } from "./errors.ts";
import {
  applyRefund,
  type RefundableSale,
  type RefundDecision,
  type RefundRequest,
  refund,
} from "./refund.rules.ts";
import type { GivenBack } from "./refund.ts";
import type { OneRefund } from "./refund-steps.ts";
import type { RefundTender } from "./refund-tenders.rules.ts";

type Whole = Entity<typeof sale>;
export type RefundInput = InputOf<typeof refundSale>;
type Input = Omit<RefundInput, "id"> & Pick<RefundRequest, "exchange_up_to">;
type Decided = Extract<RefundDecision, { ok: true }>;

/** Decides on the stored sale. A refusal names the reason. */
export const refundOf = async (call: Call, before: Whole, input: Input, meta: Meta): Promise<OneRefund> =>
  (await decidedRefund(call, before, input, meta)).refund;

/** The refund, and what of it pays for other goods (EXC-1). */
export async function decidedRefund(
  call: Call,
  before: Whole,
  input: Input,
  meta: Meta,
): Promise<{ refund: OneRefund; exchanged: readonly RefundTender[] }> {
  refuseUncosted(before);
  const stored = refundable(before);
  const decision = decide(stored, before, input, meta);
  const store = before.store_id
    ? (await call(loadForSale, { item_ids: [], store_id: before.store_id })).store
    : null;
  const timezone = store?.timezone ?? meta.org.timezone;
  const day = { timezone, date: businessDate(nowInstant(), timezone) };
  const { exchanged } = decision;
  return {
    refund: { ...effectsOf(before, input, decision, day), ...afterwards(stored, before, decision) },
    exchanged,
  };
}

/** The sale as input of the refund rules. Tenders are the payments net of change; deposits go back as they were paid (LAY-7). */
function refundable(before: Whole): RefundableSale {
  const back = (before.given_back ?? {}) as GivenBack;
  let change = before.change;
  const tenders = [...before.payments]
    .reverse()
    .map((each) => {
      const out = each.type === "cash" ? Math.min(change, each.amount) : 0;
      change -= out;
      return { ...each, amount: each.amount - out };
    })
    .reverse();
  return {
    status: before.status,
    total: before.total,
    refunded_amount: before.refunded_amount,
    cash_rounding_adjustment: before.cash_rounding_adjustment,
    rounding_refunded: before.rounding_refunded,
    lines: before.lines.map((line) => ({ ...line, refunded: back[line.id] ?? null })),
    gift_cards: [...cardsOf(before)],
    tenders,
  };
}

function decide(stored: RefundableSale, before: Whole, input: Input, meta: Meta): Decided {
  const { amount, bearer, line_id, method = "original", account_id, gift_card_id } = input;
  const common = {
    exchange_up_to: input.exchange_up_to ?? 0,
    method: { type: method, account_id: account_id ?? null, gift_card_id: gift_card_id ?? null },
    may_override: hasScope(meta, "write:refund_override"),
  };
  const everything = before.lines
    .filter((line) => line.refunded_quantity < line.quantity)
    .map((line) => ({ line_id: line.id, quantity: line.quantity - line.refunded_quantity }));
  const cardsLeft = cardsOf(before)
    .filter(({ refunded }) => refunded === 0)
    .map(({ id }) => id);
  const named = input.lines || input.gift_card_ids;
  const units = named
    ? { lines: input.lines ?? [], gift_card_ids: input.gift_card_ids ?? [] }
    : { lines: everything, gift_card_ids: cardsLeft };
  const decision = refund(
    stored,
    amount
      ? { kind: "amount", amount, bearer: bearer ?? null, line_id: line_id ?? null, ...common }
      : { kind: "units", ...units, ...common },
  );
  if (decision.ok) return decision;
  throw refused(decision, before);
}

function refused(decision: Exclude<RefundDecision, { ok: true }>, before: Whole): Error {
  const { ok: _ok, code, ...details } = decision;
  if (decision.code === "already_refunded") {
    const { left } = decision;
    // Units are named with their line, amounts without units.
    return decision.unit === "units"
      ? unitsAlreadyRefunded({ ...details, left })
      : amountAlreadyRefunded({ ...details, left });
  }
  if (code === "invalid_transition")
    return fail(code, `A ${before.status} sale cannot be refunded.`, details);
  if (code === "forbidden") {
    return fail(
      code,
      "A refund of more cash than was paid in cash requires the scope write:refund_override.",
      {
        ...details,
        required_scope: "write:refund_override",
      },
    );
  }
  if ("gift_card_id" in decision)
    throw fail("reference_not_found", "There is no such gift card on this sale.", {
      ...details,
      errors: [
        { pointer: "/gift_card_ids", code, message: "'gift_card_ids' must name gift cards of this sale." },
      ],
    });
  if (code === "reference_not_found") {
    return fail(code, "There is no such line on this sale.", {
      ...details,
      errors: [{ pointer: "/lines", code, message: "'lines' must name lines of this sale." }],
    });
  }
  if (before.refund_status === "full") return amountAlreadyRefunded({ left: 0 });
  return invalidField(
    "/lines",
    "invalid_lines",
    "Each line may occur only once, with a quantity of at least 1.",
  );
}

const askedFor = (input: Input, line_id: string) => input.lines?.find((each) => each.line_id === line_id);

/** The refunded lines, with data of the sale and of the request. */
const refundedLines = (before: Whole, input: Input, { lines }: Decided, date: string) =>
  lines.map((each) => {
    const line = before.lines.find(({ id }) => id === each.line_id)!;
    return {
      ...each,
      item_id: line.item_id,
      sku_id: line.sku_id,
      account_id: line.account_id,
      inventory_type: line.inventory_type,
      payable_on: line.payable_on ?? date,
      restock: askedFor(input, each.line_id)?.restock ?? true,
    };
  });

/** Goods that go back into the stock of a SKU have a journal of their own (T25). */
const postedLine = (line: RefundedLines[number]) => ({
  ...line,
  restocked: line.restock,
  components: line.sku_id && line.restock ? { ...line.components, cost: 0 } : line.components,
});

type RefundedLines = ReturnType<typeof refundedLines>;

/** What a marketplace sold without any stock does not come back into one. */
const isStocked = ({ lines }: Whole, { line_id, item_id, sku_id }: RefundedLines[number]): boolean =>
  sku_id !== null || lines.find(({ id }) => id === line_id)?.product_id !== item_id;

/** The returned units, each with its new status. */
const returnedUnits = (before: Whole, lines: RefundedLines, input: Input) =>
  lines
    .filter((line) => line.quantity > 0 && isStocked(before, line))
    .map((line) => ({
      item_id: line.item_id,
      sku_id: line.sku_id,
      line_id: line.line_id,
      cost: line.components.cost,
      units: line.quantity,
      to: line.restock ? ("active" as const) : (askedFor(input, line.line_id)?.status ?? "damaged"),
    }));

type RowTender = Pick<RefundTender, "type" | "amount"> & {
  account_id: string | null;
  gift_card_id: string | null;
};

/** The tenders of the refund's row and journal. */
function tendersOf({ tenders, exchanged }: Decided): RowTender[] {
  const amount = sum(exchanged.map((each) => each.amount));
  const nobody = { account_id: null, gift_card_id: null };
  return [
    ...(amount ? [{ type: "exchange" as const, amount, ...nobody }] : []),
    ...tenders.map(({ type, amount, account_id, gift_card_id }) => ({
      ...{ type, amount },
      ...{ account_id: account_id ?? null, gift_card_id: gift_card_id ?? null },
    })),
  ];
}

/** The refund's row, the returned units and the posting. */
function effectsOf(
  before: Whole,
  input: Input,
  decision: Decided,
  { date, timezone }: { date: string; timezone: string },
): Omit<OneRefund, "changes" | "sale_id" | "channel" | "version"> {
  const id = newId();
  const lines = refundedLines(before, input, decision, date);
  const tenders = tendersOf(decision);
  const { store_id, currency } = before;
  const gift_cards = decision.gift_cards.map(({ id: card_id, amount }) => ({ id: card_id, amount }));
  const register_id = input.register_id ?? before.register_id;
  return {
    refund: {
      id,
      sale_id: before.id,
      store_id,
      register_id,
      currency,
      amount: decision.amount,
      rounding: decision.rounding,
      method: input.method ?? "original",
      tenders,
      gift_cards,
      bearer: input.amount ? (input.bearer ?? "shared") : null,
      reason: input.reason ?? null,
      business_date: date,
      lines: lines.map(({ inventory_type: _type, payable_on: _on, sku_id: _sku, ...line }) => line),
    },
    returned: returnedUnits(before, lines, input),
    cards: { gift_cards, timezone },
    restocked: costsOf(
      lines
        .filter((line) => line.restock && line.inventory_type !== "consignment")
        .map(({ item_id, sku_id, components }) => ({ item_id, sku_id, cost: components.cost })),
    ),
    posting: {
      refund_id: id,
      register_session_id: null,
      sale_id: before.id,
      business_date: date,
      timezone,
      currency,
      fact: {
        register_id,
        tenders,
        rounding: decision.rounding,
        lines: lines.map(postedLine),
        gift_cards,
      },
    },
  };
}

/** The sale after the refund. */
function afterwards(
  stored: RefundableSale,
  before: Whole,
  decision: Decided,
): Pick<OneRefund, "changes" | "sale_id" | "channel" | "version"> {
  const after = applyRefund(stored, decision);
  const refunded = new Map(after.lines.map((line) => [line.id, line]));
  return {
    ...{ sale_id: before.id, channel: before.channel, version: before.version },
    changes: {
      lines: before.lines.map((line) => {
        const { refunded_quantity, refunded_amount } = refunded.get(line.id)!;
        return { ...line, refunded_quantity, refunded_amount };
      }),
      given_back: Object.fromEntries(
        after.lines.flatMap((line) => (line.refunded ? [[line.id, line.refunded]] : [])),
      ),
      gift_cards: after.gift_cards,
      payments: before.payments.map((each, i) => ({ ...each, refunded: after.tenders[i]!.refunded })),
      refunded_amount: after.refunded_amount,
      rounding_refunded: after.rounding_refunded,
      refund_status: refundStatus({
        lines: after.lines,
        gift_cards: after.gift_cards,
        total: before.total,
        refunded_amount: after.refunded_amount,
      }),
    },
  };
}

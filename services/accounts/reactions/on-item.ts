/** What happens to items as far as money and accounts are concerned. */
import { businessDate } from "../../../shared/dates.ts";
import { reaction, together } from "../../../shared/events/consumer.ts";
import type { DataOf, Envelope, EventDeclaration } from "../../../shared/events/event.ts";
import { mulRate, times } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type item, itemCostChanged, itemStatusChanged } from "../../inventory/public.ts";
import { post } from "../ledger/post.ts";
import { account } from "../resources/account.ts";
import { organization } from "../resources/organization.ts";
import { compensationPostings, itemCostPostings } from "../rules/account-postings.ts";
import { reverse } from "../rules/postings.ts";

const itemCreated: EventDeclaration<Entity<typeof item>> = {
  kind: "event",
  type: "item.created",
  service: "inventory",
  schema_version: 1,
  about: "An item was taken in.",
};

export const countItems = together(
  "count_items",
  itemCreated,
  async (tx, events) => {
    const entered = new Map<string, string[]>();
    for (const { data, occurred_at } of events)
      entered.set(data.account_id!, [...(entered.get(data.account_id!) ?? []), occurred_at]);
    const writes = [...entered].map(([id, moments]) => {
      const last = moments.sort().at(-1)!;
      const $max = { last_item_entered: last, last_activity: last };
      return { id, update: { $inc: { number_of_items: moments.length }, $max } };
    });
    await tx.changeEach(account, writes, { silent: true });
  },
  ({ data }) => Boolean(data.account_id),
);

/** T10, T18: `inventory:items` follows the cost of own goods on hand (INV-43). */
export const bookCost = reaction("book_cost", itemCostChanged, async (tx, event) => {
  const { account_id, cause, change, currency, business_date } = event.data;
  const type = change > 0 ? ("purchase" as const) : ("purchase_refund" as const);
  const owed = cause === "purchase" && account_id;
  await post(tx, {
    draft: itemCostPostings({ account_id, cause, change }),
    ref: { kind: "item_cost", id: event.id },
    currency,
    business_date,
    entries: owed ? [{ account_id, type, amount: change, available_on: business_date }] : [],
  });
});

const gone = new Set(["lost", "stolen", "damaged"]);
type Moves = { from: string; to: string; units: number }[];

/** Units that left the floor for good less those that came back (ITM-4). */
const unitsLost = (moves: Moves): number =>
  moves.reduce((sum, { from, to, units }) => {
    if (from === "active" && gone.has(to)) return sum + units;
    return gone.has(from) && to === "active" ? sum - units : sum;
  }, 0);

/** ITM-4, T11: under `full_share` a lost piece pays what its sale at tag price would have paid; found, it is taken back. */
export const compensate = reaction(
  "compensate",
  itemStatusChanged,
  compensated,
  ({ data }) => unitsLost(data.moves) !== 0,
);

async function compensated(tx: Tx, event: Envelope<DataOf<typeof itemStatusChanged>>): Promise<void> {
  const { account_id, moves, tag_price, split } = event.data;
  const units = unitsLost(moves);
  if (!account_id || !split) return;
  const policy = await policyOf(tx);
  const amount = times(mulRate(tag_price, split), Math.abs(units));
  if (policy?.lost_item_compensation !== "full_share" || amount === 0) return;
  const draft = compensationPostings({ account_id, amount });
  const business_date = businessDate(event.occurred_at, policy.timezone);
  const back = units < 0;
  await post(tx, {
    draft: back ? { kind: "compensation_reversal", postings: reverse(draft.postings) } : draft,
    ref: { kind: "item_move", id: event.id },
    currency: policy.currency,
    business_date,
    entries: [
      {
        account_id,
        type: back ? "compensation_reversal" : "compensation",
        amount: back ? -amount : amount,
        available_on: business_date,
      },
    ],
  });
}

async function policyOf(tx: Tx): Promise<Entity<typeof organization> | undefined> {
  const [policy] = await tx.find(organization, {});
  return policy;
}

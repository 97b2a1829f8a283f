import { businessDate } from "../../../shared/dates.ts";
import { reaction } from "../../../shared/events/consumer.ts";
import type { DataOf, Envelope } from "../../../shared/events/event.ts";
import { mulRate, times } from "../../../shared/money.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { itemStatusChanged } from "../../inventory/public.ts";
import { post } from "../ledger/post.ts";
import { reverse } from "../ledger/postings.rules.ts";
import { organization } from "../organizations/organization.ts";
import { compensationPostings } from "./item-postings.rules.ts";

const gone = new Set(["lost", "stolen", "damaged"]);
type Moves = { from: string; to: string; units: number }[];

/** Units that left for good minus units that came back (ITM-4). */
const unitsLost = (moves: Moves): number =>
  moves.reduce((sum, { from, to, units }) => {
    if (from === "active" && gone.has(to)) return sum + units;
    return gone.has(from) && to === "active" ? sum - units : sum;
  }, 0);

/** ITM-4, T11: under `full_share` a lost piece pays the share of a sale at the tag price. When it is found, the payment is reversed. */
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

/** Money at the simulated provider: every movement is a row under the key of its call, so that it happens once (PAM-5). */
import { sum } from "../../../shared/money.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import type { Answer, Moving, Provider, ProviderPlace } from "./provider.ts";
import { disputeAtSimulated } from "./simulated-dispute.ts";
import { simulatedCard, simulatedObject } from "./simulated-object.ts";
import { refOf } from "./simulated-refs.ts";

const prefixes = { charge: "ch", refund: "re", transfer: "tr", reversal: "trr" } as const;
type Kind = keyof typeof prefixes;

/** The last four digits of cards whose charges do not simply succeed. */
const refusals: Readonly<Record<string, string>> = { "0002": "card_declined", "9995": "insufficient_funds" };
const FAILS_LATER = "0341";
/** Charged at once, but the first answer gets lost, or each. */
const ANSWERS_LATE = "0119";
const NEVER_ANSWERS = "0127";
/** Its buyer disputes every charge. */
const DISPUTED = "0259";
/** No call for this card arrives. */
const NEVER_ARRIVES = "0069";

const noAnswer = () => new Error("The simulated provider did not answer.");

type Moved = { kind: Kind; of_ref: string; decide: (tx: Tx) => Promise<string | null> };

/** A movement under its key: decided once, answered identically every time. */
async function move(
  { transact, meta }: ProviderPlace,
  moving: Moving,
  moved: Moved,
): Promise<Answer & { asked: number }> {
  const action = `contracts.simulated.${moved.kind}`;
  return transact(meta, { action }, (tx) => moveIn(tx, moving, moved));
}

async function moveIn(tx: Tx, { key, amount, currency }: Moving, { kind, of_ref, decide }: Moved) {
  const known = await tx.get(simulatedObject, key);
  if (known) {
    const { failure, ref, asked } = known;
    await tx.save(simulatedObject, known, { asked: asked + 1 }, { emit: "none" });
    return failure
      ? ({ ok: false, failure, asked: asked + 1 } as const)
      : ({ ok: true, ref, asked: asked + 1 } as const);
  }
  const failure = await decide(tx);
  const ref = refOf(prefixes[kind], key);
  await tx.append(simulatedObject, [{ id: key, kind, ref, of_ref, amount, currency, failure, asked: 1 }]);
  return failure ? ({ ok: false, failure, asked: 1 } as const) : ({ ok: true, ref, asked: 1 } as const);
}

/** What has succeeded of this kind on a card, a charge, an account or a transfer. */
const moved = async (tx: Tx, kind: Kind, of_ref: string): Promise<number[]> => {
  const rows = await tx.find(simulatedObject, { kind, of_ref, failure: null });
  return rows.map(({ amount }) => amount);
};

const sources = { refund: "charge", reversal: "transfer" } as const;

/** What a movement has left; null without the movement. */
async function leftOf(tx: Tx, kind: keyof typeof sources, of_ref: string): Promise<number | null> {
  const whole = await tx.findOne(simulatedObject, { kind: sources[kind], ref: of_ref, failure: null });
  if (!whole) return null;
  // Two who take something back at once meet here.
  await tx.updateMany(simulatedObject, [{ id: whole.id, where: { failure: null }, update: {} }]);
  return whole.amount - sum(await moved(tx, kind, of_ref));
}

/** Takes back at most what the other movement has left. */
const back = (kind: keyof typeof sources, { amount }: Moving, of_ref: string): Moved => ({
  ...{ kind, of_ref },
  async decide(tx) {
    const left = await leftOf(tx, kind, of_ref);
    if (left === null) return "resource_missing";
    return amount > left ? "amount_too_large" : null;
  },
});

const takeBack =
  (kind: keyof typeof sources): Provider["refund"] =>
  (place, moving, of_ref) =>
    move(place, moving, back(kind, moving, of_ref));

export const leftThere = async (tx: Tx, charge_ref: string): Promise<number> =>
  (await leftOf(tx, "refund", charge_ref)) ?? 0;

/** A refund that nobody asked the provider for: somebody makes it there. */
export const refundThere = (tx: Tx, moving: Moving, charge_ref: string): Promise<Answer> =>
  moveIn(tx, moving, back("refund", moving, charge_ref));

/** A transfer that nobody asked the provider to take back: somebody does it there. */
export const reverseThere = (tx: Tx, moving: Moving, transfer_ref: string): Promise<Answer> =>
  moveIn(tx, moving, back("reversal", moving, transfer_ref));

/** A refund did not reach the buyer: the provider has its money again, once. False for one that it knows nothing of, or has returned. */
export async function returnThere(tx: Tx, refund_ref: string): Promise<boolean> {
  const refund = await tx.findOne(simulatedObject, { kind: "refund", ref: refund_ref, failure: null });
  if (!refund || refund.returned) return false;
  await tx.save(simulatedObject, refund, { returned: true }, { emit: "none" });
  return true;
}

export const simulatedMoney: Pick<Provider, "charge" | "refund" | "transfer" | "reverse" | "find"> = {
  async charge(place, moving, { method_ref: of_ref }) {
    const card = await place.reader.findOne(simulatedCard, { ref: of_ref });
    const last4 = card?.last4 ?? "";
    if (last4 === NEVER_ARRIVES) throw noAnswer();
    const answer = await move(place, moving, {
      ...{ kind: "charge", of_ref },
      async decide(tx) {
        if (!card) return "resource_missing";
        const again = last4 === FAILS_LATER && (await moved(tx, "charge", of_ref)).length > 0;
        return again ? "card_declined" : (refusals[last4] ?? null);
      },
    });
    if (last4 === NEVER_ANSWERS || (last4 === ANSWERS_LATE && answer.asked === 1)) throw noAnswer();
    if (!answer.ok || last4 !== DISPUTED) return answer;
    return { ...answer, dispute: disputeAtSimulated(moving.key, moving.amount, "open") };
  },
  refund: takeBack("refund"),
  transfer: (place, moving, of_ref) =>
    move(place, moving, { kind: "transfer", of_ref, decide: async () => null }),
  reverse: takeBack("reversal"),
  async find({ reader }, { key }) {
    const known = await reader.get(simulatedObject, key);
    if (!known) return null;
    const { failure, ref } = known;
    return failure ? { ok: false, failure } : { ok: true, ref };
  },
};

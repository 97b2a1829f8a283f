/** What a marketplace does of a day: contracts that are paid by hand, or whose money the simulated provider moves. */
import type { Json } from "../support/backroom.ts";
import { once } from "./client-log.ts";
import type { Kind } from "./market-world.ts";
import { ask, native, noted, price, type Till } from "./till.ts";

const contracts = (till: Till): string => `${native(till)}/contracts`;

/** Drafted and sent. */
async function sent(till: Till, seller: string, buyer: string, more: object): Promise<Json | null> {
  const body = {
    ...more,
    items: [{ seller_user_id: seller, name: "Lamp", unit_price: price(till) }],
    sellers: [{ user_id: seller }],
    buyers: [{ user_id: buyer }],
  };
  const made = noted(till, "contract", await ask(till, "POST", contracts(till), body));
  if (made)
    noted(till, "contract send", await ask(till, "POST", `${contracts(till)}/${made.id}/send`, {}), made.id);
  return made;
}

async function byHand(till: Till): Promise<void> {
  const made = await sent(till, crypto.randomUUID(), crypto.randomUUID(), {});
  if (!made) return;
  const settle = `${contracts(till)}/${made.id}/settle`;
  noted(till, "contract settle", await ask(till, "POST", settle, { record_offline: true }), made.id);
}

/** The provider's answer may come after ours. */
async function charged(till: Till, kind: Kind): Promise<Json | null> {
  const { platform_id, buyers, seller } = till.tenant.market;
  const terms = { platform_id, processor: { ppm: 29_000, fixed: 30 }, include_processor_fees: true };
  const made = await sent(till, seller, buyers[kind], terms);
  if (!made) return null;
  const settled = await ask(till, "POST", `${contracts(till)}/${made.id}/settle`, {});
  noted(till, kind === "declined" ? "contract declined" : "contract charge", settled, made.id);
  return settled.status === 200 && settled.body.contract.status === "settled" ? made : null;
}

async function refunded(till: Till): Promise<void> {
  const made = await charged(till, "works");
  if (!made) return;
  const refund = { buyer_id: made.buyers[0].id, amount: 100 };
  const path = `${contracts(till)}/${made.id}/refund`;
  noted(till, "contract refund", await ask(till, "POST", path, refund), made.id);
}

/** The buyer's bank takes back all that is left, or nothing. */
async function disputed(till: Till): Promise<void> {
  const made = await charged(till, "disputed");
  if (!made) return;
  const at = `${native(till)}/disputes`;
  const found = await once(till.log, "GET", `${at}?contract_id=${made.id}`, till.tenant.key, undefined);
  const [dispute] = found.status === 200 ? found.body.data : [];
  if (!dispute) return;
  const outcome = till.random.pick(["won", "lost"]);
  const decided = await ask(till, "POST", `${at}/${dispute.id}/decide`, { outcome });
  noted(till, `dispute ${outcome}`, decided, dispute.id);
}

const declined = async (till: Till): Promise<void> => void (await charged(till, "declined"));
const late = async (till: Till): Promise<void> => void (await charged(till, "answersLate"));

export const marketDay = [byHand, refunded, refunded, declined, late, disputed] as const;

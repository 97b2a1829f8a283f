/** A marketplace natively: a platform whose provider takes cards, people with cards and bank accounts, sent contracts. */
import { randomUUID } from "node:crypto";
import type { ContractView } from "../../services/contracts/public.ts";
import { type Client, type Json, until } from "./backroom.ts";

/** What stands on a card whose charges end so (PAM-5). */
export const cards = {
  works: "4242424242424242",
  declined: "4000000000000002",
  poor: "4000000000009995",
  /** The first charge succeeds, later ones are declined. */
  declinedLater: "4000000000000341",
  /** Charged, and disputed at once. */
  disputed: "4000000000000259",
  /** Charged at once, but the first answer gets lost. */
  answersLate: "4000000000000119",
  /** Charged at once, but every answer gets lost. */
  neverAnswers: "4000000000000127",
  /** No call for it arrives. */
  neverArrives: "4000000000000069",
} as const;

/** All fees on top, at the rates of the stories. */
export const allOnTop = {
  processor: { ppm: 29_000, fixed: 30 },
  service_fee_ppm: 10_000,
  platform_fee_ppm: 50_000,
  include_processor_fees: true,
  include_service_fees: true,
  include_platform_fees: true,
};

export type Marketplace = {
  platform_id: string;
  /** A user; with a card at the provider, or a bank account. */
  person(has?: { card?: string; bank?: boolean }): Promise<string>;
  addCard(user_id: string, card_number: string): Promise<Json>;
  connectBank(user_id: string): Promise<void>;
  /** A sent contract: what each seller gets, and who pays. */
  contract(
    sellers: readonly [user_id: string, price: number][],
    buyers: readonly string[],
    more?: Json,
  ): Promise<ContractView>;
};

type Owner = Pick<Client, "ok">;

/** Hands a card to the simulated provider, as the user's browser does. */
export async function confirmCard({ ok }: Owner, user_id: string, card_number: string): Promise<Json> {
  const { client_secret } = await ok.post("/payment-methods/set-ups", { user_id });
  const card = { card_number, exp_month: 12, exp_year: 2034 };
  return ok.post(`/simulated-provider/set-ups/${client_secret}`, card);
}

export async function connectBank({ ok }: Owner, user_id: string): Promise<void> {
  const { onboarding_path } = await ok.post("/provider-accounts/onboarding", { user_id });
  await ok.get(onboarding_path);
}

export async function openMarketplace({ ok }: Owner): Promise<Marketplace> {
  const first = async () => (await ok.get("/platforms")).data[0];
  const platform = await until(first, "the platform of the organization");
  await ok.patch(`/platforms/${platform.id}`, { provider: "simulated" });
  const platform_id: string = platform.id;
  const addCard = (user_id: string, card: string) => confirmCard({ ok }, user_id, card);
  return {
    ...{ platform_id, addCard, connectBank: (user_id) => connectBank({ ok }, user_id) },
    async person({ card, bank = false } = {}) {
      const email = `${randomUUID()}@market.example`;
      const { id } = await ok.post("/marketplace-users", { platform_id, email });
      if (card) await addCard(id, card);
      if (bank) await connectBank({ ok }, id);
      return id;
    },
    async contract(sellers, buyers, more = {}) {
      const made = await ok.post("/contracts", {
        ...{ platform_id, ...allOnTop },
        items: sellers.map(([seller_user_id, unit_price], i) => ({
          ...{ seller_user_id, name: `Item ${i}`, unit_price },
        })),
        sellers: sellers.map(([user_id]) => ({ user_id })),
        buyers: buyers.map((user_id) => ({ user_id })),
        ...more,
      });
      return ok.post(`/contracts/${made.id}/send`);
    },
  };
}

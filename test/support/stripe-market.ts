/** A marketplace whose provider is Stripe, by its official client against a server that answers as Stripe does. */
import type { ContractView } from "../../services/contracts/public.ts";
import { type Backroom, type Client, type Json, startBackroom } from "./backroom.ts";
import { marketplaceOf } from "./marketplace.ts";
import { type StripeServer, startStripe } from "./stripe-server.ts";

export type StripeMarket = {
  stripe: StripeServer;
  backroom: Backroom;
  owner: Client & { organization_id: string };
  market: Awaited<ReturnType<typeof marketplaceOf>>;
  /** Sends an event as Stripe does; answers the status. */
  tell(type: string, object: Json, change?: (text: string) => string): Promise<number>;
  /** A buyer whose card is that of the mock's token. */
  buyer(card?: string): Promise<string>;
  seller(): Promise<string>;
  contract(buyer_id: string, seller_id: string): Promise<ContractView>;
  settle(made: { id: string }): Promise<Json>;
  movements(of: { id: string }): Promise<Json[]>;
  /** What a journal of this fact moved. */
  journal(ref_id: string): Promise<[ledger_account: string, amount: number][] | undefined>;
  /** The last parts of the paths of what was asked since. */
  askedSince(before: number): (string | undefined)[];
  stop(): Promise<void>;
};

export async function openStripeMarket(): Promise<StripeMarket> {
  const stripe = await startStripe();
  const backroom = await startBackroom({ settings: stripe.settings });
  const owner = await backroom.organization("Market");
  const market = await marketplaceOf(owner, { provider: "stripe", url: "https://wool.example" });

  async function tell(type: string, object: Json, change = (text: string) => text): Promise<number> {
    const { text, headers } = stripe.signed(type, object);
    const address = `${backroom.url}/stripe/events`;
    return (await fetch(address, { method: "POST", headers, body: change(text) })).status;
  }
  async function buyer(card = "pm_visa"): Promise<string> {
    const user_id = await market.user();
    const { client_secret } = await owner.ok.post("/payment-methods/set-ups", { user_id });
    expect(client_secret).toBe("seti_1_secret");
    const metadata = {
      ...{ backroom_org: owner.organization_id, backroom_user: user_id },
      backroom_platform: market.platform.id,
    };
    const intent = { id: "seti_1", object: "setup_intent", payment_method: `${card}-${user_id}`, metadata };
    expect(await tell("setup_intent.succeeded", intent)).toBe(200);
    return user_id;
  }
  async function seller(): Promise<string> {
    const user_id = await market.user();
    const { onboarding_path, account } = await owner.ok.post("/provider-accounts/onboarding", { user_id });
    expect(onboarding_path).toBe("https://connect.stripe.example/1");
    expect(await tell("account.updated", { id: account.account_ref, object: "account" })).toBe(200);
    return user_id;
  }
  async function contract(buyer_id: string, seller_id: string): Promise<ContractView> {
    const { id } = await owner.ok.post("/contracts", {
      ...{ platform_id: market.platform.id, include_processor_fees: true },
      items: [{ seller_user_id: seller_id, name: "Lamp", unit_price: 9000 }],
      sellers: [{ user_id: seller_id }],
      buyers: [{ user_id: buyer_id }],
    });
    return owner.ok.post(`/contracts/${id}/send`);
  }
  return {
    ...{ stripe, backroom, owner, market, tell, buyer, seller, contract },
    settle: ({ id }) => owner.ok.post(`/contracts/${id}/settle`),
    movements: async ({ id }) => (await owner.ok.get(`/transactions?contract_id=${id}&sort=created_at`)).data,
    journal: async (ref_id) =>
      (await owner.ok.get(`/journals?ref_id=${ref_id}`)).data[0]?.postings.map((each: Json) => [
        each.ledger_account,
        each.amount,
      ]),
    askedSince: (before) => stripe.calls.slice(before).map(({ path }) => path.split("/").at(-1)),
    async stop() {
      await backroom.stop();
      await stripe.stop();
    },
  };
}

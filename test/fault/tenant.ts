/** A tenant of the rig: a shop with a consignor, makers, and a receiver of webhooks. */
import { type Client, clientOf, type Json } from "../support/backroom.ts";
import { programs, run as runCommand } from "../support/processes.ts";
import type { Rig } from "./faults.ts";
import { openMakersWorld } from "./makers-world.ts";
import { openMarketWorld } from "./market-world.ts";
import type { Tenant } from "./till.ts";

export async function tenantOf({ cluster, hooks }: Rig, number: number): Promise<Tenant> {
  const args = [programs.cli, "create-organization", "--name", `Tenant ${number}`];
  const email = ["--owner-email", `owner@tenant${number}.example`];
  const made = await runCommand(process.execPath, [...args, ...email], cluster.env);
  if (made.code !== 0) throw new Error(made.errors);
  const { organization, key } = JSON.parse(made.output) as Json;
  const owner: Client = clientOf(cluster.url, key);
  const { ok } = owner;
  const store = await ok.post("/stores", { name: "Main Street", timezone: "Europe/Oslo" });
  const [spot] = (await ok.get(`/locations?store_id=${store.id}&kind=spot`)).data;
  const account = await ok.post("/accounts", {
    first_name: "Ada",
    is_vendor: true,
    default_split: 600_000,
    default_return_days: 0,
  });
  await ok.post("/taxes", { name: "Sales tax", rate_ppm: 88_750, type: "exclusive", default_on: true });
  await ok.post("/balance-entries", {
    account_id: account.id,
    amount: 5_000_000,
    memo: "Opening",
    type: "opening",
  });
  const name = `Tenant ${number}`;
  await ok.post("/webhook-endpoints", { url: hooks.url(name), event_types: ["sale.finalized"] });
  return {
    name,
    key,
    slug: organization,
    store: store.id,
    location: spot.id,
    account: account.id,
    makers: await openMakersWorld(owner),
    market: await openMarketWorld(owner),
  };
}

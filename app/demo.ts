/** `npm run demo`: plays the main job against a running server and prints it as tables; with `--shop` it makes a sample shop. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Table from "cli-table3";
import { formatDecimal } from "../shared/money.ts";
import { isProvisionError, provisionError } from "../shared/provision/provision-error.ts";
import { type Api, apiOf, type Json } from "./api-of.ts";

/** BACKROOM_URL and BACKROOM_KEY, else the file that the first start left. */
async function access(): Promise<{ base_url: string; key: string }> {
  const { BACKROOM_URL, BACKROOM_KEY, DATA_DIR } = process.env;
  if (BACKROOM_URL && BACKROOM_KEY) return { base_url: BACKROOM_URL, key: BACKROOM_KEY };
  const file = join(DATA_DIR || "./data", "first-key.json");
  const text = await readFile(file, "utf8").catch(() => {
    throw provisionError(
      `There is no ${file}: start Backroom first (npm start), or set BACKROOM_URL and BACKROOM_KEY.`,
    );
  });
  return JSON.parse(text);
}

/** The results that the tables show. */
type Story = {
  account: Json;
  item: Json;
  sale: Json;
  sold: Json;
  payout: Json;
  journals: Json[];
  after: Json;
};

async function play(api: Api): Promise<Story> {
  const store = await api.post("/stores", { name: "Main Street", timezone: "Europe/Berlin" });
  const account = await api.post("/accounts", {
    first_name: "Ada",
    last_name: "Lind",
    is_vendor: true,
    default_split: 600_000,
  });
  // The demo may run repeatedly, so it creates the tax once.
  const taxes = await api.get("/taxes?name=Sales+tax");
  if (taxes.data.length === 0) {
    await api.post("/taxes", { name: "Sales tax", rate_ppm: 88_750, type: "exclusive", default_on: true });
  }
  const item = await api.post("/items", {
    title: "Wool coat",
    tag_price: 12_000,
    inventory_type: "consignment",
    account_id: account.id,
    store_id: store.id,
  });
  const open = await api.post("/sales", { store_id: store.id, lines: [{ item_id: item.id, quantity: 1 }] });
  const sale = await api.post(`/sales/${open.id}/finalize`, { payments: [{ type: "cash", amount: 15_000 }] });
  const sold = await api.get(`/accounts/${account.id}`);
  const asked = await api.post("/payouts", {
    account_id: account.id,
    amount: sold.available_balance,
    method: "cash",
  });
  await api.post(`/payouts/${asked.id}/approve`);
  const payout = await api.post(`/payouts/${asked.id}/complete`);
  const { data: journals } = await api.get(`/journals?account_id=${account.id}&sort=created_at`);
  const after = await api.get(`/accounts/${account.id}`);
  return { account, item, sale, sold, payout, journals: journals as Json[], after };
}

function print({ account, item, sale, sold, payout, journals, after }: Story): void {
  const amount = (minor: number) => formatDecimal(minor, sale.currency);
  const [line] = sale.lines;
  const story = new Table({
    head: ["what happened", "figure"],
    colAligns: ["left", "right"],
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  story.push(
    [`${account.first_name} ${account.last_name} brought`, `${item.title} (${item.sku})`],
    ["tag price", amount(item.tag_price)],
    ["her split", `${item.split / 10_000} % (from the ${item.terms_source.split})`],
    ["tax", amount(sale.tax_total)],
    ["the buyer paid", amount(sale.total)],
    ["cash given, change", `${amount(sale.payments[0].amount)}, ${amount(sale.change)}`],
    ["her share", amount(line.consignor_portion)],
    ["the shop's share", amount(line.store_portion)],
    ["balance after the sale", amount(sold.balance)],
    [`payout (${payout.status})`, amount(payout.amount)],
    ["balance after the payout", amount(after.balance)],
  );
  const ledger = new Table({
    head: ["journal", "account", "amount"],
    colAligns: ["left", "left", "right"],
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  let sum = 0;
  for (const journal of journals) {
    for (const posting of journal.postings) {
      sum += posting.amount;
      ledger.push([journal.kind, posting.ledger_account.replace(/:.*-.*/, ""), amount(posting.amount)]);
    }
  }
  ledger.push(["", "sum", amount(sum)]);
  process.stdout.write(`${sale.currency}\n${story}\n${ledger}\n`);
}

async function main(): Promise<void> {
  if (process.argv.includes("--shop")) {
    const { openSampleShop } = await import("./sample-shop/open-shop.ts");
    return openSampleShop();
  }
  const { base_url, key } = await access();
  print(await play(apiOf(base_url, key)));
}

main().catch((error) => {
  process.stderr.write(`${isProvisionError(error) ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
});

/** Materials, SKUs and what they are made of, for tests of supply and making. */
import type { Client, Json } from "./backroom.ts";

/** A decimal quantity or unit cost in millionths. */
export const micro = (decimal: number): number => Math.round(decimal * 1_000_000);

export type Workshop = {
  material(code: string): Promise<string>;
  sku(code: string): Promise<string>;
  site(name: string): Promise<string>;
  vendor(name: string): Promise<string>;
  /** Makes a bill of materials; each component is an id with its quantity. */
  bom(output_sku_id: string, items: Json[]): Promise<void>;
};

export async function openWorkshop(owner: Client): Promise<Workshop> {
  const [materialType, skuType] = await Promise.all([
    owner.ok.post("/material-types", { name: "Raw" }),
    owner.ok.post("/sku-types", { name: "Goods" }),
  ]);
  const made = async (path: string, type_id: string, code: string): Promise<string> =>
    (await owner.ok.post(path, { code, name: code, type_id })).id;
  return {
    material: (code) => made("/materials", materialType.id, code),
    sku: (code) => made("/skus", skuType.id, code),
    site: async (name) => (await owner.ok.post("/locations", { name, kind: "site" })).id,
    vendor: async (name) => (await owner.ok.post("/vendors", { name })).id,
    async bom(output_sku_id, items) {
      await owner.ok.post("/boms", { output_sku_id, items });
    },
  };
}

/** Balances of the ledger accounts that are not zero. */
export async function trialBalance(owner: Client): Promise<Record<string, number>> {
  const { data } = await owner.ok.get("/ledger-accounts");
  return Object.fromEntries(
    data.flatMap(({ ledger_account, balance }: Json) => (balance ? [[ledger_account, balance]] : [])),
  );
}

/** The postings of the journals of one document, by kind. */
export async function journalsOf(
  owner: Client,
  ref_id: string,
): Promise<Record<string, Record<string, number>>> {
  const { data } = await owner.ok.get(`/journals?ref_id=${ref_id}`);
  return Object.fromEntries(
    data.map(({ kind, postings }: Json) => [
      kind,
      Object.fromEntries(postings.map((each: Json) => [each.ledger_account, each.amount])),
    ]),
  );
}

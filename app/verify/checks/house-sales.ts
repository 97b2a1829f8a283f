/**
 * Each contract whose house lines are paid has one sale, paid to the sum of these lines (INV-39); what contracts owe the house
 * is cleared by their sales (INV-40).
 */
import { big, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const PAID = ["paid", "settled", "refunded"];

/** The house user of each platform. */
async function houses(stores: Stores): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  const fields = ["org_id", "platform_id"];
  for await (const row of stores.rows("accounts", "marketplace_users", { is_house: true }, { fields }))
    found.set(row.platform_id, row);
  return found;
}

const worth = (lines: readonly Row[]): bigint =>
  lines.reduce((sum, each) => sum + big(each.quantity) * big(each.unit_price), 0n);

const isTender = ({ type }: Row): boolean => type === "contract" || type === "marketplace_fee";

function sold(contract: Row, house_id: string, sales: readonly Row[], tell: Tell): void {
  const lines = (contract.items as Row[]).filter((each) => each.seller_user_id === house_id);
  const due = worth(lines);
  const isPaid = PAID.includes(contract.status) && due > 0n;
  tell.read("INV-39");
  if (sales.length !== (isPaid ? 1 : 0)) {
    tell.breach("INV-39", contract, `has ${sales.length} sales of what the house sold by it`);
    return;
  }
  const [sale] = sales;
  const paid = total((sale?.payments as Row[] | undefined)?.filter(isTender), "amount");
  if (sale && (paid !== due || big(sale.total) !== due))
    tell.breach(
      "INV-39",
      contract,
      `its sale over ${sale.total} was paid ${paid}, the house sold for ${due}`,
    );
}

async function contractsOfHouses(stores: Stores, own: Map<string, Row>, tell: Tell): Promise<Set<string>> {
  /** Houses with a contract that is paid in part: between charge and sale. */
  const between = new Set<string>();
  const filter = { platform_id: { $in: [...own.keys()] } };
  const fields = ["org_id", "platform_id", "status", "items", "sellers"];
  for await (const piece of pieces(stores.rows("contracts", "contracts", filter, { fields }), 500)) {
    const tenants = piece.map(({ org_id }) => org_id);
    const refs = piece.map(({ _id }) => _id);
    const kept = ["total", "payments", "channel"];
    const sales = await rowsBy(stores, ["sales", "sales"], "external_ref", refs, kept, tenants);
    for (const contract of piece) {
      const house_id = own.get(contract.platform_id)!._id;
      const made = (sales.get(contract._id) ?? []).filter(({ payments }) =>
        (payments as Row[]).some(isTender),
      );
      sold(contract, house_id, made, tell);
      if (contract.status === "partially_paid") between.add(house_id);
    }
  }
  return between;
}

async function cleared(stores: Stores, own: Map<string, Row>, between: Set<string>, tell: Tell) {
  for (const { _id, org_id } of own.values()) {
    tell.read("INV-40");
    if (between.has(_id)) continue;
    const ledger_account = `seller_payable:${_id}`;
    let sum = 0n;
    const filter = { org_id, ledger_accounts: ledger_account };
    for await (const { postings } of stores.rows("accounts", "journals", filter, { fields: ["postings"] }))
      for (const each of postings as Row[])
        if (each.ledger_account === ledger_account) sum += big(each.amount);
    if (sum !== 0n) tell.breach("INV-40", { _id, org_id }, `contracts owe the house ${-sum}`);
  }
}

export const houseSales: Walk = {
  checks: {
    "INV-39": "one sale per contract with house lines that is paid; its tenders = these lines",
    "INV-40": "what contracts owe the house is cleared by their sales",
  },
  async run(stores, tell) {
    const own = await houses(stores);
    if (own.size === 0) return;
    await cleared(stores, own, await contractsOfHouses(stores, own, tell), tell);
  },
};

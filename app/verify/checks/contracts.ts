/**
 * INV-9: a contract's identity (CON-2); the figures of its parties are the sums of their transactions. CON-10: what is paid was
 * taken from the stock of products, and nothing else was.
 */
import { big, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy } from "../stores.ts";

const feeNames = ["processor_fee", "service_fee", "platform_fee", "custom_fees"] as const;

function identity(contract: Row, tell: Tell): void {
  const { buyers, sellers, items } = contract;
  const off = (what: string, is: bigint, should: bigint) => {
    if (is !== should) tell.breach("INV-9", contract, `${what} is ${is}, not ${should}`);
  };
  const fees = feeNames.reduce((sum, name) => sum + big(contract[name]), 0n);
  const sub_total = (items as Row[]).reduce(
    (sum, each) => sum + big(each.quantity) * big(each.unit_price),
    0n,
  );
  off("sub_total", big(contract.sub_total), sub_total);
  // Without buyers the total is priced for one buyer.
  if (buyers.length) off("Σ due", total(buyers, "due"), big(contract.total));
  off("Σ owed + fees", total(sellers, "owed") + fees, big(contract.total));
  const amounts = [
    ...(buyers as Row[]).map((each) => each.due),
    ...(sellers as Row[]).map((each) => each.owed),
  ];
  if ([...amounts, ...feeNames.map((name) => contract[name])].some((each) => big(each) < 0n))
    tell.breach("INV-9", contract, "has an amount below zero");
  for (const { user_id, due, paid, refunded } of buyers as Row[])
    if (big(paid) > big(due) || big(refunded) > big(paid))
      tell.breach("INV-9", contract, `buyer ${user_id} owes ${due}, paid ${paid}, got back ${refunded}`);
}

function moved(contract: Row, transactions: readonly Row[], tell: Tell): void {
  const sum = (type: string, side: string, user_id: string): bigint =>
    total(
      transactions.filter((each) => each.type === type && each[side] === user_id),
      "amount",
    );
  const off = (who: string, what: string, is: unknown, should: bigint) => {
    if (big(is) !== should) tell.breach("INV-9", contract, `${what} of ${who} is ${is}, not ${should}`);
  };
  for (const { user_id, paid, refunded } of contract.buyers as Row[]) {
    off(user_id, "paid", paid, sum("charge", "buyer_user_id", user_id));
    off(user_id, "refunded", refunded, sum("refund", "buyer_user_id", user_id));
  }
  for (const { user_id, transferred, transfer_reversed } of contract.sellers as Row[]) {
    off(user_id, "transferred", transferred, sum("transfer", "seller_user_id", user_id));
    off(user_id, "transfer_reversed", transfer_reversed, sum("transfer_reversal", "seller_user_id", user_id));
  }
}

const goodsOf = (lines: readonly Row[], id: string): string => {
  const sums = new Map<string, bigint>();
  for (const each of lines) if (each[id]) sums.set(each[id], (sums.get(each[id]) ?? 0n) + big(each.quantity));
  return JSON.stringify([...sums].sort().map(([key, sum]) => [key, String(sum)]));
};

/** Money that came, or that a provider was asked for, takes the goods. */
function taken(contract: Row, taking: Row | undefined, tell: Tell): void {
  const { buyers, pending = [], items } = contract;
  const comes = (buyers as Row[]).some(({ paid }) => big(paid) > 0n) || pending.length > 0;
  const wanted = goodsOf(comes ? items : [], "product_id");
  const lines = goodsOf(taking?.holder_ids.length ? taking.lines : [], "variant_id");
  if (wanted !== lines) tell.breach("CON-10", contract, `took ${lines} from stock, not ${wanted}`);
}

export const contracts: Walk = {
  checks: {
    "INV-9": "Σ dues = total = Σ owed + fees; parties' figures = what was moved",
    "CON-10": "goods of contracts with money = what was taken from the stock of products",
  },
  async run(stores, tell) {
    const fields = ["contract_id", "type", "amount", "buyer_user_id", "seller_user_id", "status"];
    for await (const piece of pieces(stores.rows("contracts", "contracts"), 500)) {
      for (const check of ["INV-9", "CON-10"]) tell.read(check, piece.length);
      const tenants = piece.map((row) => row.org_id);
      const ids = piece.map((row) => row._id);
      const place = ["contracts", "transactions"] as const;
      const found = await rowsBy(stores, place, "contract_id", ids, fields, tenants);
      const takings = await rowsBy(
        stores,
        ["catalog", "stock_takings"],
        "taken_for",
        ids,
        ["lines", "holder_ids"],
        tenants,
      );
      for (const contract of piece) {
        taken(contract, takings.get(contract._id)?.[0], tell);
        identity(contract, tell);
        const done = (found.get(contract._id) ?? []).filter(({ status }) => status === "succeeded");
        moved(contract, done, tell);
      }
    }
  },
};

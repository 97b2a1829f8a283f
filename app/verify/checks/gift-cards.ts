/** INV-45: the gift cards of sales are those that sales sold, at their amounts, and gone once they were taken back. */
import { big, type Tell, total, type Walk } from "../check.ts";
import { pieces, type Row, rowsBy, type Stores } from "../stores.ts";

const sold = { status: { $in: ["finalized", "voided"] }, "gift_cards.0": { $exists: true } };

/** What is wrong with the card of a line, if anything. */
function faultOf(sale: Row, line: Row, card: Row | undefined): string | null {
  const back = sale.status === "voided" || big(line.refunded) > 0n;
  if (!card || card.sale_id !== sale._id) return "is not there";
  if (big(card.initial_amount) !== big(line.amount)) return `has ${card.initial_amount}, not ${line.amount}`;
  if (back === (card.deleted_at !== null)) return null;
  return back ? "was taken back and is there" : "is gone";
}

async function salesHaveCards(stores: Stores, tell: Tell): Promise<void> {
  const fields = ["org_id", "status", "gift_cards"];
  for await (const piece of pieces(stores.rows("sales", "sales", sold, { fields }))) {
    const lines = piece.flatMap((sale) => (sale.gift_cards as Row[]).map((line) => ({ sale, line })));
    const ids = lines.map(({ line }) => line.id as string);
    const place = ["accounts", "gift_cards"] as const;
    const cards = await rowsBy(stores, place, "_id", ids, ["initial_amount", "sale_id", "deleted_at"]);
    tell.read("INV-45", lines.length);
    for (const { sale, line } of lines) {
      const fault = faultOf(sale, line, cards.get(line.id)?.[0]);
      if (fault) tell.breach("INV-45", sale, `gift card ${line.id} ${fault}`);
    }
  }
}

/** A card without its sale is one that a checkout makes right now, or nobody's. */
async function cardsHaveSales(stores: Stores, tell: Tell): Promise<void> {
  const filter = { sale_id: { $type: "string" } };
  const stream = stores.rows("accounts", "gift_cards", filter, { fields: ["org_id", "sale_id"] });
  for await (const piece of pieces(stream)) {
    const named = piece.map(({ sale_id }) => sale_id as string);
    const sales = await rowsBy(stores, ["sales", "sales"], "_id", named, ["gift_cards", "status"]);
    for (const card of piece) {
      tell.read("INV-45");
      const [sale] = sales.get(card.sale_id) ?? [];
      const final = ["finalized", "voided"].includes(sale?.status);
      if (!final || !(sale!.gift_cards as Row[]).some(({ id }) => id === card._id))
        tell.breach("INV-45", card, `says that sale ${card.sale_id} sold it`);
    }
  }
}

/** What refunds took back of the cards of a sale is what the sale says. */
async function refundsTookThem(stores: Stores, tell: Tell): Promise<void> {
  const fields = ["org_id", "gift_cards"];
  for await (const piece of pieces(stores.rows("sales", "sales", sold, { fields }))) {
    const ids = piece.map(({ _id }) => _id as string);
    const refunds = await rowsBy(stores, ["sales", "refunds"], "sale_id", ids, ["gift_cards"]);
    for (const sale of piece) {
      const back = (refunds.get(sale._id) ?? []).reduce(
        (sum, each) => sum + total(each.gift_cards, "amount"),
        0n,
      );
      if (back !== total(sale.gift_cards, "refunded"))
        tell.breach(
          "INV-45",
          sale,
          `took back ${total(sale.gift_cards, "refunded")} of gift cards, refunds ${back}`,
        );
    }
  }
}

export const giftCards: Walk = {
  checks: { "INV-45": "gift cards of sales are there, at their amounts, until they are taken back" },
  async run(stores, tell) {
    await salesHaveCards(stores, tell);
    await cardsHaveSales(stores, tell);
    await refundsTookThem(stores, tell);
  },
};

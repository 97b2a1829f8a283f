/** The postings for orders of customers (T17, T22). Minor units. */
import { cash, taxAccount } from "../ledger/ledger-accounts.rules.ts";
import { debit, type JournalDraft, journal } from "../ledger/postings.rules.ts";

/** `gross`, `tax:{rate}` of shipped goods, and `place:{bank}` of money. */
export type OrderMoney = {
  customer_id: string;
  amounts: readonly { name: string; amount: number }[];
};

const receivable = ({ customer_id }: OrderMoney) => `receivable:${customer_id}`;

const named = ({ amounts }: OrderMoney, prefix: string) =>
  amounts.flatMap(({ name, amount }) =>
    name.startsWith(prefix) ? [{ of: name.slice(prefix.length), amount }] : [],
  );

/** T17: shipped goods are owed, with their tax apart. */
export function customerInvoice(money: OrderMoney): JournalDraft {
  const gross = named(money, "gross").reduce((total, { amount }) => total + amount, 0);
  const taxes = named(money, "tax:");
  const tax = taxes.reduce((total, { amount }) => total + amount, 0);
  return journal("customer_order_invoiced", [
    debit(receivable(money), gross),
    debit("sales", tax - gross || 0),
    ...taxes.map(({ of, amount }) => debit(taxAccount(of), -amount)),
  ]);
}

/** T22: money that came, or went back. */
export function customerPayment(money: OrderMoney): JournalDraft {
  const places = named(money, "place:");
  const paid = places.reduce((total, { amount }) => total + amount, 0);
  return journal("customer_order_paid", [
    ...places.map(({ of, amount }) => debit(of === "cash" ? cash() : of, amount)),
    debit(receivable(money), -paid || 0),
  ]);
}

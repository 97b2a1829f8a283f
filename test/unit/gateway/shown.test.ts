/** What of an answer is recorded: numbers that it shows whole, and how many rows it has (AUD-2). */
import { bankDataIn, rememberBankNumbers, rowsIn } from "../../../gateway/shown.ts";

const account = (id: string, bank_account_number: string | null) => ({ id, bank_account_number });

test("accounts whose number is in the answer, under whatever name and however deep", () => {
  const numbers = new Map();
  const page = {
    data: [account("a", "NO1"), account("b", "NO2"), account("c", "…0002"), account("d", null)],
  };
  rememberBankNumbers(numbers, "accounts.account.list", page);
  rememberBankNumbers(numbers, "sales.sale.list", { data: [account("e", "NO3")] });
  rememberBankNumbers(numbers, "accounts.kernel.batch", [{ result: account("f", "NO1") }]);
  expect(bankDataIn({ sellers: [{ iban: "NO1" }, { iban: "…0002" }, { iban: "NO3" }] }, numbers)).toEqual([
    "a",
    "f",
  ]);
  expect(bankDataIn({ sellers: [] }, numbers)).toEqual([]);
  expect(bankDataIn(undefined, numbers)).toEqual([]);
});

test("rows are the answer's own, or those of its longest list", () => {
  expect(rowsIn([1, 2, 3])).toBe(3);
  expect(rowsIn({ data: [1, 2], totals: [1], next_cursor: null })).toBe(2);
  expect(rowsIn({ id: "a" })).toBe(0);
  expect(rowsIn(undefined)).toBe(0);
});

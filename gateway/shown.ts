/** What an answer shows that must be recorded before it is sent (AUD-2). */

/** Answers with more rows than this are mass reads. */
export const MASS_ROWS = 1000;

/** Bank numbers that services have handed over unmasked, with the accounts that they are of. */
export type BankNumbers = Map<string, Set<string>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Operations whose results may hold accounts. */
const ABOUT_ACCOUNTS = /^accounts\.(account\.|kernel\.batch$)/;

/** Masked ones are an ellipsis and four letters. */
const isWhole = (number: unknown): number is string => typeof number === "string" && !number.startsWith("…");

/** Remembers the numbers in the result of an operation. */
export function rememberBankNumbers(numbers: BankNumbers, operation: string, result: unknown): void {
  if (ABOUT_ACCOUNTS.test(operation)) collect(numbers, result);
}

function collect(numbers: BankNumbers, value: unknown): void {
  if (!isObject(value)) return;
  const { id, bank_account_number: number } = value;
  if (isWhole(number) && typeof id === "string") numbers.set(number, new Set(numbers.get(number)).add(id));
  for (const each of Object.values(value)) collect(numbers, each);
}

/** The accounts whose bank number is in a body, whatever its dialect calls it. */
export function bankDataIn(body: unknown, numbers: BankNumbers): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === "string") {
      for (const id of numbers.get(value) ?? []) found.add(id);
    } else if (isObject(value)) for (const each of Object.values(value)) look(each);
  };
  if (numbers.size > 0) look(body);
  return [...found];
}

/** The rows of an answer: itself as a list, or the longest list in it. */
export function rowsIn(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  if (!isObject(body)) return 0;
  return Math.max(0, ...Object.values(body).map((each) => (Array.isArray(each) ? each.length : 0)));
}

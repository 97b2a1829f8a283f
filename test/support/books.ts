/** The trial balance, as the stories state it. */
import { type Client, type Json, until } from "./backroom.ts";

type Balances = Record<string, number>;

export async function balancesOf({ ok }: Pick<Client, "ok">): Promise<Balances> {
  const { data } = await ok.get("/ledger-accounts");
  return Object.fromEntries(
    data.flatMap(({ ledger_account, balance }: Json) => (balance ? [[ledger_account, balance]] : [])),
  );
}

/** Waits until queued work is posted, and shows what differs if it never is. */
export async function booksShow(client: Pick<Client, "ok">, trial: Balances): Promise<void> {
  const same = (one: Balances): boolean =>
    Object.keys({ ...one, ...trial }).every((name) => one[name] === trial[name]);
  await until(async () => same(await balancesOf(client)), "the books").catch(() => undefined);
  expect(await balancesOf(client)).toEqual(trial);
}

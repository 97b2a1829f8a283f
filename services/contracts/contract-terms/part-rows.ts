/** One row among the parts of a contract. */
import { fail, notFound } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { contract, MOST_PARTIES } from "../contracts/contract.ts";
import { requireUsers } from "../offers/parties.ts";

/** The row that the path names. */
export function rowWith<Row extends { id: string }>(what: string, rows: readonly Row[], id: string): Row {
  const found = rows.find((each) => each.id === id);
  if (!found) throw notFound(what, id);
  return found;
}

/** CON-17: somebody is a buyer, or a seller, once. */
export function requireRoom(
  what: "buyer" | "seller",
  rows: readonly { id: string; user_id: string }[],
  user_id: string,
): void {
  const there = rows.find((each) => each.user_id === user_id);
  if (there)
    throw fail("conflict", `This user is a ${what} of the contract already.`, {
      id: there.id,
      $what: what,
    });
  if (rows.length >= MOST_PARTIES)
    throw fail("unprocessable", `A contract has at most ${MOST_PARTIES} ${what}s.`);
}

/** A user of the contract's platform. */
export async function requireParty(call: Call, reader: Reader, id: string, user_id: string): Promise<void> {
  const { platform_id } = await reader.load(contract, id);
  await requireUsers(call, platform_id, [{ pointer: "/user_id", id: user_id }]);
}

/** Creates the row of a user, with a username of its own if none was chosen. */
import { fail, isFailure } from "../../../shared/errors.ts";
import type { Draft } from "../../../shared/resource/resource.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import { type MarketplaceUser, marketplaceUser } from "./marketplace-user.ts";
import { nthUsername, usernameOf } from "./usernames.rules.ts";

const MOST_ALIKE = 10_000;

/** The first username derived from a text that is free on the platform (8.7). */
export async function freeUsername(
  reader: Pick<Reader, "findOne">,
  platform_id: string,
  text: string,
): Promise<string> {
  const name = usernameOf(text);
  const isFree = async (username: string) =>
    !(await reader.findOne(marketplaceUser, {
      platform_id,
      ...typedAs(marketplaceUser, "username", username),
    }));
  for (let n = 1; n <= MOST_ALIKE; n++) {
    const username = nthUsername(name, n);
    if (await isFree(username)) return username;
  }
  throw fail("conflict", `Too many users are called '${name}'; choose another username.`);
}

export type NewUser = Partial<Draft<typeof marketplaceUser>> & { platform_id: string };

const textOf = ({ name, first_name, last_name, email }: NewUser): string =>
  name ?? ([first_name, last_name].filter(Boolean).join("") || (email ?? "").split("@")[0]!);

/** `own`: columns that callers cannot set. */
export async function insertUser(
  tx: Tx,
  values: NewUser,
  own: Partial<MarketplaceUser> = {},
): Promise<MarketplaceUser> {
  const username = values.username ?? (await freeUsername(tx, values.platform_id, textOf(values)));
  return tx.insert(marketplaceUser, { ...values, ...own, username });
}

const MOST_TRIES = 5;

/** If two users get the same name at once, one takes the next (USR-6). */
export async function withFreeUsername<T>(chosen: boolean, work: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await work();
    } catch (error) {
      const taken =
        isFailure(error) && error.data?.errors?.some(({ pointer }) => pointer === "/username") === true;
      if (chosen || !taken || n === MOST_TRIES) throw error;
    }
  }
}

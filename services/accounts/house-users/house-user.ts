/** The user who stands for the organization: its id follows from the platform's. */
import type { Tx } from "../../../shared/service/tx.ts";
import type { Platform } from "../../contracts/public.ts";
import { type MarketplaceUser, marketplaceUser } from "../marketplace-users/marketplace-user.ts";
import { insertUser } from "../marketplace-users/new-user.ts";
import { houseUserId } from "./declarations.ts";

export async function keepHouse(
  tx: Tx,
  { id: platform_id, name }: Pick<Platform, "id" | "name">,
): Promise<MarketplaceUser> {
  const id = houseUserId(platform_id);
  const there = await tx.get(marketplaceUser, id);
  return there ?? insertUser(tx, { platform_id, name }, { id, is_house: true });
}

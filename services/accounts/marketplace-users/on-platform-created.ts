/** Each platform has a house user: the organization itself (LNK-4). */
import { reaction } from "../../../shared/events/consumer.ts";
import { platformCreated } from "../../contracts/public.ts";
import { houseUserId } from "./declarations.ts";
import { marketplaceUser } from "./marketplace-user.ts";
import { insertUser } from "./new-user.ts";

export const makeHouseUser = reaction("house_user", platformCreated, async (tx, { data }) => {
  const id = houseUserId(data.id);
  if (await tx.get(marketplaceUser, id)) return;
  await insertUser(tx, { platform_id: data.id, name: data.name }, { id, is_house: true });
});

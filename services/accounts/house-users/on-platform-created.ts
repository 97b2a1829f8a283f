/** Each platform has a house user: the organization itself (LNK-4). */
import { reaction } from "../../../shared/events/consumer.ts";
import { platformCreated } from "../../contracts/public.ts";
import { keepHouse } from "./house-user.ts";

export const makeHouseUser = reaction("house_user", platformCreated, async (tx, { data }) => {
  await keepHouse(tx, data);
});

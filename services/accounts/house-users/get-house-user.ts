import { flow } from "../../../shared/service/operation.ts";
import { platform } from "../../contracts/public.ts";
import { marketplaceUser, shown } from "../marketplace-users/marketplace-user.ts";
import * as declared from "./declarations.ts";
import { keepHouse } from "./house-user.ts";

/** Also before the event of its platform has arrived. */
export const houseUser = flow(
  declared.houseUser,
  async ({ reader, call, transact, meta }, { platform_id }) => {
    const id = declared.houseUserId(platform_id);
    const known = await reader.get(marketplaceUser, id);
    if (known) return shown(known);
    const own = await call(platform.actions.get, { id: platform_id });
    try {
      const unit = { action: declared.houseUser.name };
      return await transact(meta, unit, async (tx) => shown(await keepHouse(tx, own)));
    } catch (error) {
      // Its id follows from the platform's, so a concurrent creation made the same row.
      const there = await reader.get(marketplaceUser, id);
      if (there) return shown(there);
      throw error;
    }
  },
);

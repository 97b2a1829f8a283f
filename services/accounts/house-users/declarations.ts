/** The user of a platform who stands for the organization (LNK-4). */
import { id } from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { entityOf, operation } from "../../../shared/service/operation.ts";
import { marketplaceUser } from "../marketplace-users/marketplace-user.ts";

/** For callers that offer goods of the organization itself. */
export const houseUser = operation({
  name: "accounts.marketplace_user.house",
  about: "The house user of a platform.",
  input: { platform_id: id() },
  output: entityOf(marketplaceUser),
});

export const houseUserId = (platform_id: string): string => idOf(`house:${platform_id}`);

/** Users of platforms: made, changed, shown with pictures and links, and erased after a delay. */
import { id, text } from "../../../shared/fields/index.ts";
import { entityOf, operation, shapeOf } from "../../../shared/service/operation.ts";
import { link, marketplaceUser } from "./marketplace-user.ts";

const { platform_id, ...changeable } = marketplaceUser.fields;
const shape = entityOf(marketplaceUser);

export const createMarketplaceUser = operation({
  name: "accounts.marketplace_user.create",
  http: "POST /marketplace-users",
  status: 201,
  scope: "write:marketplace_users",
  about:
    "Create a user of a platform. Email address and username must be free there; without a username one is made of the names. Granting a role requires the scope `write:roles`. Returns the user.",
  refuses: ["conflict", "waitlisted"],
  input: { platform_id, ...changeable },
  output: shape,
});

export const changeMarketplaceUser = operation({
  name: "accounts.marketplace_user.change",
  http: "PATCH /marketplace-users/{id}",
  change: true,
  scope: "write:marketplace_users",
  about:
    "Change a user of a platform. A new email address counts at once. Changing a role requires the scope `write:roles`. Returns the user.",
  refuses: ["conflict"],
  input: { id: id(), ...changeable },
  output: shape,
});

export const scheduleMarketplaceUserDeletion = operation({
  name: "accounts.marketplace_user.remove",
  http: "DELETE /marketplace-users/{id}",
  scope: "delete:marketplace_users",
  about:
    "Schedule a user of a platform for deletion. They are erased after 30 days unless they sign in before; until then they start nothing new. Scheduling again keeps the first date. Returns the user.",
  refuses: ["not_deletable"],
  input: { id: id() },
  output: shape,
});

export const keepMarketplaceUser = operation({
  name: "accounts.marketplace_user.keep",
  http: "POST /marketplace-users/{id}/keep",
  scope: "write:marketplace_users",
  about: "Keep a user of a platform who was scheduled for deletion. Returns the user.",
  input: { id: id() },
  output: shape,
});

export const setMarketplaceUserImage = operation({
  name: "accounts.marketplace_user.set_image",
  http: "POST /marketplace-users/{id}/image",
  scope: "write:marketplace_users",
  about:
    "Set the picture of a user of a platform: one that was uploaded before. The file of the old one is removed when nothing else names it. Returns the user.",
  refuses: ["reference_not_found"],
  input: { id: id(), file_id: id() },
  output: shape,
});

export const addMarketplaceUserLink = operation({
  name: "accounts.marketplace_user.add_link",
  http: "POST /marketplace-users/{id}/links",
  scope: "write:marketplace_users",
  about:
    "Add a link to a user of a platform. A user has at most 20, each an https address; the same address again changes nothing. Returns the user.",
  refuses: ["unprocessable"],
  input: { id: id(), url: link.url, label: link.label },
  output: shape,
});

export const removeMarketplaceUserLink = operation({
  name: "accounts.marketplace_user.remove_link",
  http: "DELETE /marketplace-users/{id}/links/{link_id}",
  scope: "write:marketplace_users",
  about: "Remove a link from a user of a platform. Returns the user.",
  input: { id: id(), link_id: id() },
  output: shape,
});

const wanted = text({ max: 200, about: "A name or any other text to make it of." });
const suggestion = shapeOf({ username: text({ max: 30 }) });

export const suggestUsername = operation({
  name: "accounts.marketplace_user.suggest_username",
  http: "GET /marketplace-users/username",
  scope: "read:marketplace_users",
  about: "Suggest a username that is free on a platform.",
  input: { platform_id: id(), text: wanted },
  output: suggestion,
});

/** For callers who have not signed in. */
export const formUsername = operation({
  name: "accounts.marketplace_user.form_username",
  about: "A well-formed username of a text, which may be taken.",
  input: { text: wanted },
  output: suggestion,
});

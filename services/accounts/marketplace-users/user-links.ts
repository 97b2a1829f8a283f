/** Links of a user to pages elsewhere (8.7, USR-5). */
import { fail, notFound } from "../../../shared/errors.ts";
import { newId } from "../../../shared/ids.ts";
import { command } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { MOST_LINKS, marketplaceUser, shown } from "./marketplace-user.ts";

export const addMarketplaceUserLink = command(
  declared.addMarketplaceUserLink,
  async (tx, { id, url, label }) => {
    const before = await tx.target(marketplaceUser, id);
    if (before.links.some((each) => each.url === url)) return shown(before);
    if (before.links.length >= MOST_LINKS)
      throw fail("unprocessable", `A user has at most ${MOST_LINKS} links; remove one first.`);
    const links = [...before.links, { id: newId(), url, label: label ?? null }];
    return shown(await tx.save(marketplaceUser, before, { links }));
  },
);

export const removeMarketplaceUserLink = command(
  declared.removeMarketplaceUserLink,
  async (tx, { id, link_id }) => {
    const before = await tx.target(marketplaceUser, id);
    if (!before.links.some((each) => each.id === link_id)) throw notFound("link", link_id);
    const links = before.links.filter((each) => each.id !== link_id);
    return shown(await tx.save(marketplaceUser, before, { links }));
  },
);

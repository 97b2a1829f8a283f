/** What a buyer is written about a contract that was sent (NTF-2). */
import { query } from "../../../shared/service/operation.ts";
import { marketplaceUser, organization } from "../../accounts/public.ts";
import { platform } from "../platforms/platform.ts";
import { contract } from "./contract.ts";
import * as declared from "./declarations.ts";

export const contractLetter = query(
  declared.contractLetter,
  async (reader, { id, last_sent_at, to }, call) => {
    const row = await reader.get(contract, id);
    const isOpen = row?.status === "open" || row?.status === "partially_paid";
    if (!row?.platform_id || !isOpen || row.last_sent_at !== last_sent_at) return { letter: null };
    const [{ name, url }, users, { timezone }] = await Promise.all([
      reader.load(platform, row.platform_id),
      call(marketplaceUser.actions.many, { ids: row.buyer_user_ids }),
      call(organization.actions.get, { id: reader.org.id }),
    ]);
    const user = users.find(({ email }) => email?.toLowerCase() === to.toLowerCase());
    const buyer = row.buyers.find((each) => each.user_id === user?.id);
    if (!buyer || buyer.paid >= buyer.due) return { letter: null };
    const { number, currency, due_at } = row;
    const amount = buyer.due - buyer.paid;
    return { letter: { platform: name, url, number, amount, currency, due_at, timezone } };
  },
);

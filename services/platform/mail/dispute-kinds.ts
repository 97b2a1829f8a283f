/** To those who settle contracts: a buyer's bank takes money back, or a provider gave back too much, or returned a refund (CON-12, CON-21, CON-22). */
import type { EventDeclaration } from "../../../shared/events/event.ts";
import { usableLocale } from "../../../shared/locale.ts";
import { formatDecimal } from "../../../shared/money.ts";
import type { Call } from "../../../shared/service/reference.ts";
import { membersToTell, organization } from "../../accounts/public.ts";
import {
  contract,
  dispute,
  type disputeEvents,
  disputeEvents as events,
  refundExceeded as exceeded,
  platform,
  refundReturned as returned,
  transaction,
} from "../../contracts/public.ts";
import { keeping, type MailKind, type Values } from "./mail-kind.ts";

const recipients = (call: Call) => call(membersToTell, { scope: "settle:contracts" });

type About = {
  contract_id: string;
  platform_id?: string | null;
  amount: number;
  currency: string;
  reason?: string | null;
};

/** The contract, its platform, and the money. */
async function valuesOf(call: Call, about: About): Promise<Values> {
  const { contract_id, platform_id, amount, currency, reason } = about;
  const [{ number, org_id }, at] = await Promise.all([
    call(contract.actions.get, { id: contract_id }),
    platform_id ? call(platform.actions.get, { id: platform_id }) : null,
  ]);
  const { name } = at ?? (await call(organization.actions.get, { id: org_id }));
  const money = `${formatDecimal(amount, currency)} ${currency}`;
  return { number, platform: name, amount: money, reason: reason || "–" };
}

type DisputeData = (typeof disputeEvents)["open"] extends EventDeclaration<infer Data> ? Data : never;

/** While the dispute stands so. */
const disputeKind = (status: keyof typeof events): MailKind<DisputeData, { id: string }> =>
  keeping({
    on: events[status],
    keep: ({ dispute: { id } }) => ({ id }),
    recipients,
    async values({ call, locale }, { id }) {
      const row = await call(dispute.actions.get, { id });
      if (row.status !== status) return null;
      const { evidence_due_at: due } = row;
      const inWords = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
      const until = due && new Intl.DateTimeFormat(usableLocale(locale), inWords).format(new Date(due));
      return { ...(await valuesOf(call, row)), until: until ? `${until} UTC` : "–" };
    },
  });

export const disputeOpened = disputeKind("open");
export const disputeWon = disputeKind("won");
export const disputeLost = disputeKind("lost");

const keep = ({ transaction: { id } }: { transaction: { id: string } }) => ({ id });

export const refundExceeded = keeping({
  ...{ on: exceeded, keep, recipients },
  values: async ({ call }, { id }) => valuesOf(call, await call(transaction.actions.get, { id })),
});

/** As long as the buyer has not got it otherwise. */
export const refundReturned = keeping({
  ...{ on: returned, keep, recipients },
  async values({ call }, { id }) {
    const back = await call(transaction.actions.get, { id });
    const refund = await call(transaction.actions.get, { id: back.reverses_id! });
    return refund.returned === "owed" ? valuesOf(call, refund) : null;
  },
});

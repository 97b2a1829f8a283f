/** Each period of a subscription has one invoice, which is the invoice of a subscription that has come so far (INV-12). */
import { named, type Tell, type Walk } from "../check.ts";
import type { Row } from "../stores.ts";

function judge({ _id, times, valid, of }: Row, tell: Tell): void {
  tell.read("INV-12", Number(times));
  const who = named(`${_id.subscription} ${_id.period}`, { org_id: _id.org });
  if (Number(times) > 1) tell.breach("INV-12", who, `was invoiced ${times} times`);
  const [subscription] = of as Row[];
  // A start whose payment failed leaves a void invoice and no subscription.
  if (!subscription && Number(valid) === 0) return;
  if (!subscription || subscription.org_id !== _id.org)
    tell.breach("INV-12", who, "is the invoice of no subscription");
  else if (Number(subscription.period) < Number(_id.period))
    tell.breach("INV-12", who, `was invoiced in period ${subscription.period}`);
}

export const subscriptionInvoices: Walk = {
  checks: { "INV-12": "a subscription is invoiced once per period" },
  async run(stores, tell) {
    const periods = stores.pipe("contracts", "contracts", [
      { $match: { subscription_id: { $type: "string" } } },
      {
        $group: {
          _id: { org: "$org_id", subscription: "$subscription_id", period: "$period" },
          times: { $sum: 1 },
          valid: { $sum: { $cond: [{ $eq: ["$status", "void"] }, 0, 1] } },
        },
      },
      {
        $lookup: {
          ...{ from: "subscriptions", localField: "_id.subscription", foreignField: "_id", as: "of" },
          pipeline: [{ $project: { period: 1, org_id: 1 } }],
        },
      },
    ]);
    for await (const each of periods) judge(each, tell);
  },
};

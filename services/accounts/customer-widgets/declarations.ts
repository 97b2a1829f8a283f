/** Short lists about customers for a dashboard (MRC-CUS-14). */
import { choice, count, flag, group, id, instant, list, text } from "../../../shared/fields/index.ts";
import { operation, shapeOf } from "../../../shared/service/operation.ts";
import { customerKinds } from "../crm/customer-address.ts";
import { deal } from "../dealings/deal.ts";

const limit = count({ min: 1, max: 20, default: 5 });
const customer = {
  id: id(),
  name: text({ optional: true }),
  kind: choice(customerKinds),
  org_id: id(),
  business_unit_id: id({ optional: true }),
  owner_member_id: id({ optional: true }),
} as const;

export const newCustomers = operation({
  name: "accounts.customer_widget.new_customers",
  http: "GET /customer-widgets/new-customers",
  tag: "customer_widgets",
  scope: "read:new_customers",
  grant: "viewer",
  about: "List the newest contacts and business customers. The newest first, at most twenty.",
  input: { limit, kind: choice(customerKinds, { optional: true }) },
  output: shapeOf({ data: list(group({ ...customer, created_at: instant() })) }),
});

const { title, status, value_amount, value_currency, business_unit_id, owner_member_id } = deal.columns;

export const newDeals = operation({
  name: "accounts.customer_widget.new_deals",
  http: "GET /customer-widgets/new-deals",
  tag: "customer_widgets",
  scope: "read:new_deals",
  grant: "viewer",
  about: "List the newest deals. The newest first, at most twenty.",
  input: { limit },
  output: shapeOf({
    data: list(
      group({
        ...{ id: id(), org_id: id(), title, status, value_amount, value_currency },
        ...{ business_unit_id, owner_member_id, created_at: instant() },
      }),
    ),
  }),
});

const next = {
  next_interaction_at: instant(),
  next_interaction_name: text({ optional: true }),
  next_interaction_icon: text({ optional: true }),
  next_interaction_color: text({ optional: true }),
} as const;

export const nextInteractions = operation({
  name: "accounts.customer_widget.next_interactions",
  http: "GET /customer-widgets/next-interactions",
  tag: "customer_widgets",
  scope: "read:next_interactions",
  grant: "viewer",
  about: "List what is planned next with contacts and business customers. The soonest first, at most twenty.",
  input: { limit, include_past: flag({ default: false }) },
  output: shapeOf({ now: instant(), data: list(group({ ...customer, ...next })) }),
});

/** Activities and comments of customers, and deals. */
import * as accounts from "../../../../services/accounts/public.ts";
import { c, computed, field, rowsOf, shape } from "../../../kit/index.ts";
import type { Codec } from "../../../shapes/codecs.ts";
import { bothCasings, cents, clearable, own, snakeRows, std } from "./common.ts";

const { activity, comment, deal } = accounts;

const noted = {
  ...std,
  ...bothCasings({ entityId: field("customer_id", c.uuid, { required: true }) } as const),
};
const about = {
  dealId: "deal_id",
  authorUserId: "author_member_id",
  appearanceIcon: "icon",
  appearanceColor: "color",
} as const;

/** What an activity is shown with beside its columns. */
type Joined = { author_name: string | null; author_email: string | null; deal_title: string | null };
export type ActivityRow = accounts.Activity & Joined;
const always = { always: true } as const;

export const activityShape = shape("CustomerActivity", rowsOf<ActivityRow>(activity), {
  ...{ ...noted, ...own(activity, about), ...own(activity, ["subject", "body", "occurred_at"]) },
  ...bothCasings({ activityType: field("activity_type", c.text, { required: true }) } as const),
  activityTypeLabel: computed(c.text, (row: ActivityRow) => row.activity_type, always),
  authorName: computed(c.text, (row: ActivityRow) => row.author_name, always),
  authorEmail: computed(c.email, (row: ActivityRow) => row.author_email, always),
  dealTitle: computed(c.text, (row: ActivityRow) => row.deal_title, always),
});

export const commentShape = shape("CustomerComment", comment, {
  ...{ ...noted, ...own(comment, about) },
  body: field("body", c.text, { required: true }),
});

/** Letters of any case. */
const currency: Codec<string | null> = clearable<string>({
  ...c.text,
  in: (given, wire) => c.text.in(typeof given === "string" ? given.toUpperCase() : given, wire),
});

/** Ids that take the place of those before; null is none. */
const parties = {
  ...bothCasings({
    personIds: field("person_ids", c.listOf(c.uuid), { nullMeans: [] }),
    companyIds: field("company_ids", c.listOf(c.uuid), { nullMeans: [] }),
  } as const),
};

export const dealShape = shape("Deal", deal, {
  ...std,
  title: field("title", c.text, { required: true }),
  ...own(deal, ["description", "pipeline_stage", "probability", "expected_close_at", "source"]),
  ...own(deal, { ownerUserId: "owner_member_id" }),
  ...bothCasings({
    status: field("status", c.text, { nullMeans: "open" }),
    valueAmount: field("value_amount", clearable(cents)),
    valueCurrency: field("value_currency", currency),
  } as const),
  ...parties,
});

/** Rows name their organization and tenant in both casings. */
export const dealRowShape = snakeRows(dealShape, {
  ...{ organizationId: std.organizationId, tenantId: std.tenantId },
});

/** Somebody in a deal. */
export const party = (
  kind: "person" | "company",
  id: string,
  label: string | null,
  subtitle: string | null,
) => ({
  ...{ id, label: label ?? "", subtitle, kind },
});

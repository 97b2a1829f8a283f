import { count, instant, list, money4, ref, text } from "../../../shared/fields/index.ts";
import { businessData } from "../../../shared/grants.ts";
import { type Entity, ofBusinessUnit, resource } from "../../../shared/resource/resource.ts";

/** What may become business with persons and companies (MRC-CUS-10). */
export const deal = resource({
  service: "accounts",
  name: "deal",
  plural: "deals",
  grants: businessData,
  business_units: true,
  fields: {
    title: text({ max: 200, sort: true, private: true }),
    description: text({ optional: true, max: 10_000, private: true }),
    status: text({ default: "open", max: 150, sort: true, filter: ["eq"] }),
    pipeline_stage: text({ optional: true, max: 150, sort: true, filter: ["eq"] }),
    value_amount: money4({ optional: true, min: 0, sort: true, about: "In 10⁻⁴ of `value_currency`." }),
    value_currency: text({
      optional: true,
      max: 3,
      pattern: { regex: /^[A-Z]{3}$/, allowed: "a currency code of three capital letters, such as EUR" },
    }),
    probability: count({ optional: true, max: 100, about: "In percent." }),
    expected_close_at: instant({ optional: true, sort: true }),
    owner_member_id: ref("accounts.member", { optional: true, filter: ["eq"] }),
    source: text({ optional: true, max: 150, filter: ["eq"] }),
    person_ids: list(ref("accounts.contact"), {
      ...{ default: [], max: 100, filter: ["eq"], alias: "person_id" },
    }),
    company_ids: list(ref("accounts.business_customer"), {
      ...{ default: [], max: 100, filter: ["eq"], alias: "company_id" },
    }),
    ...ofBusinessUnit,
  },
  search: ["title"],
  verbs: ["list", "get"],
});
export type Deal = Entity<typeof deal>;

import { choice, flag, id, list, type Pattern, rate, ref, text } from "../../../shared/fields/index.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

/** Payment providers (CON-8). */
export const providerNames = ["offline", "simulated", "stripe"] as const;
export type ProviderName = (typeof providerNames)[number];

/** A stored name. */
export function providerNamed(name: string): ProviderName {
  const known = providerNames.find((each) => each === name);
  if (!known) throw new Error(`There is no provider '${name}'.`);
  return known;
}

/** An address on the web. */
const WEB_ADDRESS: Pattern = {
  regex: /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/,
  allowed: "an address that begins with http:// or https://",
};
/** A host name, in lower case and without a port (8.7). */
const HOST: Pattern = {
  regex: /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/,
  allowed: "the name of a host in lower case, without a port, such as shop.example.com",
};

/** A marketplace of an organization (3.4): its users, offers and contracts belong to it. */
export const platform = resource({
  service: "contracts",
  name: "platform",
  plural: "platforms",
  grants: { read: "viewer", write: "manager" },
  fields: {
    name: text({ max: 200 }),
    description: text({ optional: true, max: 5000 }),
    url: text({ optional: true, max: 2000, pattern: WEB_ADDRESS, about: "Where its people find it." }),
    domains: list(text({ max: 253, pattern: HOST }), {
      ...{ default: [], max: 50, filter: ["eq"], alias: "domain" },
      about: "Host names in lower case, without a port. A domain belongs to one platform of this server.",
    }),
    platform_fee_ppm: rate({ default: 0, about: "Its fee in contracts that are made from now on." }),
    waitlist_only: flag({
      default: false,
      about: "Only people whose waitlist entry was granted become users.",
    }),
    fulfillment_location_id: ref("inventory.location", {
      optional: true,
      about: "The site whose stock its products of SKUs show.",
    }),
    provider: choice(providerNames, {
      optional: true,
      about:
        "Who charges cards and pays sellers: `offline` is you, `simulated` plays a provider, `stripe` is Stripe if the operator has set it up. Absent: `offline`, `simulated` for test data.",
    }),
    logo_file_id: id({ optional: true, readonly: true }),
    logo_path: text({
      optional: true,
      readonly: true,
      max: 200,
      about: "The logo's address on this server.",
    }),
  },
  verbs: ["list", "get"],
});

export type Platform = Entity<typeof platform>;

/** The default provider of a platform depends on whether its money is real. */
export const providerOf = ({ provider }: Platform, mode: "live" | "test"): ProviderName =>
  provider ?? (mode === "test" ? "simulated" : "offline");

/** Where orders come from: fairs, agents, a web shop (LKP-1, 6.1). One made without a code is a word of a list alone. */
import { email, json, micro, patterns, ref, text } from "../../../shared/fields/index.ts";
import { ofBusinessUnit } from "../../../shared/resource/resource.ts";
import { lookup } from "../../../shared/service/lookup.ts";

const optional = { optional: true } as const;
const degrees = (most: number) => micro({ ...optional, min: -most * 1_000_000, max: most * 1_000_000 });

export const orderChannels = lookup({
  service: "sales",
  name: "order_channel",
  plural: "order_channels",
  longest_name: 255,
  business_units: true,
  more: {
    code: text({
      ...{ ...optional, max: 100, pattern: patterns.key, filter: ["eq"], sort: true },
      about: "Unique in its business unit. Channels without one differ by their names.",
    }),
    description: text({ ...optional, max: 4000 }),
    status_entry_id: ref("platform.dictionary_entry", optional),
    website_url: text({ ...optional, max: 500 }),
    contact_email: email(optional),
    contact_phone: text({ ...optional, max: 50 }),
    address_line_1: text({ ...optional, max: 255 }),
    address_line_2: text({ ...optional, max: 255 }),
    city: text({ ...optional, max: 150 }),
    region: text({ ...optional, max: 100 }),
    postal_code: text({ ...optional, max: 20 }),
    country: text({ ...optional, max: 2, pattern: patterns.country, about: "ISO 3166, two letters." }),
    latitude: degrees(90),
    longitude: degrees(180),
    metadata: json(optional),
    ...ofBusinessUnit,
  },
  unique: [["business_unit_id", "code"]],
  once: ["business_unit_id", "code"],
  search: ["name", "code", "description"],
});

import { text } from "./kinds.ts";
import { patterns } from "./patterns.ts";

/** The fields of every address. */
export const address = {
  address_line_1: text({ optional: true, max: 255 }),
  address_line_2: text({ optional: true, max: 255 }),
  city: text({ optional: true, max: 150 }),
  region: text({ optional: true, max: 100 }),
  zip: text({ optional: true, max: 20 }),
  country: text({
    optional: true,
    min: 2,
    max: 2,
    pattern: patterns.country,
    about: "ISO 3166, two letters.",
  }),
} as const;

/** The dialects that the gateway serves beside its native API. */
import type { DialectModule } from "../prefixes.ts";
import { candle } from "./candle/index.ts";
import { circular } from "./circular/index.ts";
import { consigncloud } from "./consigncloud/index.ts";
import { mercato } from "./mercato/index.ts";
import type { DialectName, Profile } from "./names.ts";
import { pharus } from "./pharus/index.ts";

export type DialectOptions = {
  /** The variant of ConsignCloud for keys that name none. */
  consigncloud_profile: Profile;
  /** The dialect that is also served at the root. */
  root?: DialectName;
};

export const dialectsOf = (profile: Profile): readonly DialectModule[] => [
  circular,
  consigncloud(profile),
  pharus,
  candle,
  mercato,
];

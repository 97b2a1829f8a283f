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
  /** The same of Mercato. */
  mercato_profile: Profile;
  /** The dialect that is also served at the root. */
  root?: DialectName;
};

type Profiles = Pick<DialectOptions, "consigncloud_profile" | "mercato_profile">;

export const dialectsOf = ({ consigncloud_profile, mercato_profile }: Profiles): readonly DialectModule[] => [
  circular,
  consigncloud(consigncloud_profile),
  pharus,
  candle,
  mercato(mercato_profile),
];

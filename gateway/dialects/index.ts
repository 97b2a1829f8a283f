/** The dialects that the gateway speaks beside its native API. */
import type { Dialect, RouteRow } from "../row.ts";
import { circular, circularRows } from "./circular/index.ts";
import { consigncloud, type Profile } from "./consigncloud/index.ts";

export { profiles } from "./consigncloud/index.ts";
export type Spoken = { dialect: Dialect; rows: readonly RouteRow[] };
export const dialectNames = ["circular", "consigncloud"] as const;
export type DialectName = (typeof dialectNames)[number];

export type DialectOptions = {
  /** What ConsignCloud speaks to keys that name no variant. */
  consigncloud_profile: Profile;
  /** The dialect that is also served at the root. */
  root?: DialectName;
};

export const dialectsOf = (consigncloud_profile: Profile): readonly Spoken[] => [
  { dialect: circular, rows: circularRows },
  consigncloud(consigncloud_profile),
];

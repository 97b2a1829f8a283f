/** The dialects that the gateway speaks beside its native API. */
import type { Dialect, RouteRow } from "../row.ts";
import { circular, circularRows } from "./circular/index.ts";
import { consigncloud, type Profile } from "./consigncloud/index.ts";

export { profiles } from "./consigncloud/index.ts";
/** `known`: the document of the service that a dialect stands in for. */
export type Spoken = { dialect: Dialect; rows: readonly RouteRow[]; known?: URL };
export const dialectNames = ["circular", "consigncloud"] as const;
export type DialectName = (typeof dialectNames)[number];

export type DialectOptions = {
  /** What ConsignCloud speaks to keys that name no variant. */
  consigncloud_profile: Profile;
  /** The dialect that is also served at the root. */
  root?: DialectName;
};

export const dialectsOf = (consigncloud_profile: Profile): readonly Spoken[] => [
  { dialect: circular, rows: circularRows, known: new URL("circular/openapi.json", import.meta.url) },
  {
    ...consigncloud(consigncloud_profile),
    known: new URL("consigncloud/openapi.json", import.meta.url),
  },
];

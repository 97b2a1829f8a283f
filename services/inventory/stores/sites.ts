/** The site of a store: a location of the store's own name and address, made and removed with it (LOC-1). */
import { address, pick } from "../../../shared/fields/index.ts";
import type { Entity } from "../../../shared/resource/resource.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { location } from "./location.ts";
import type { store } from "./store.ts";

type Place = Pick<Entity<typeof store>, "name" | keyof typeof address>;

const common = ["name", ...(Object.keys(address) as (keyof typeof address)[])] as const;

/** The fields that a store and its site share, if it has a site. */
export const asSite = <P extends Partial<Place>>(place: P) => pick(place, common);

export const isStoreSite = ({ kind, store_id }: Entity<typeof location>): boolean =>
  kind === "site" && store_id !== null;

export const siteOf = (reader: Reader, store_id: string) =>
  reader.findOne(location, { store_id, kind: "site" });

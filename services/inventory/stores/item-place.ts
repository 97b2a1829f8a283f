/** The place of an item: a store, and a spot in that store. */
import { fail } from "../../../shared/errors.ts";
import type { Reader } from "../../../shared/service/reader.ts";
import { location } from "./location.ts";

/** Locations by id. */
export type Spots = ReadonlyMap<string, { store_id: string | null }>;

type Told = { store_id?: string | null | undefined; location_id?: string | null | undefined };
type Place = { store_id: string | null; location_id: string | null };

/** An absent store follows from the location; otherwise they must agree. */
export function placedAt(spots: Spots, { store_id, location_id }: Told): Place {
  const spot = spots.get(location_id ?? "");
  const told = store_id ?? spot?.store_id ?? null;
  if (spot?.store_id && spot.store_id !== told) {
    throw fail("unprocessable", "The location belongs to another store.", {
      errors: [
        {
          pointer: "/location_id",
          code: "other_store",
          message: "'location_id' must be a location of the item's store.",
        },
      ],
    });
  }
  return { store_id: told, location_id: location_id ?? null };
}

export async function placeOf(reader: Reader, told: Told): Promise<Place> {
  const spot = told.location_id ? await reader.get(location, told.location_id) : null;
  return placedAt(new Map(spot ? [[spot.id, spot]] : []), told);
}

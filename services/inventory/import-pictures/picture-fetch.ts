import {
  alternativeText,
  choice,
  count,
  group,
  id,
  instant,
  list,
  MOST_PICTURES,
  text,
} from "../../../shared/fields/index.ts";
import { idOf } from "../../../shared/ids.ts";
import { type Entity, resource } from "../../../shared/resource/resource.ts";

export const fetchStatuses = ["waiting", "retrying", "made", "failed", "dropped"] as const;

const wanted = {
  line: count(),
  address: text({ max: 2048 }),
  alt: alternativeText,
  status: choice(fetchStatuses),
  /** Attempts that began. One that a crash ended counts. */
  tries: count(),
  /** Of the next attempt. */
  next_at: instant({ optional: true }),
  picture_id: id({ optional: true }),
  code: text({ optional: true, max: 100 }),
  message: text({ optional: true, max: 300 }),
} as const;

/**
 * The pictures that an import wants for an item, in their order. The row stays when they are there: an item that has one
 * gets no pictures by another import, whatever its people do with them.
 */
export const pictureFetch = resource({
  service: "inventory",
  name: "picture_fetch",
  plural: "picture_fetches",
  fields: {
    import_id: id(),
    item_id: id(),
    pictures: list(group(wanted), { max: MOST_PICTURES }),
    /** The host of the next attempt, and when it is due or the claim of a worker ends; null when nothing is left to do. */
    host: text({ optional: true, max: 255 }),
    next_at: instant({ optional: true }),
  },
  indexes: [{ import_id: 1, "pictures.address": 1 }],
  globalIndexes: [{ next_at: 1, org_id: 1 }],
  hardDelete: true,
  verbs: [],
});

export type PictureFetch = Entity<typeof pictureFetch>;
export type WantedPicture = PictureFetch["pictures"][number];

/** One row for an item, whichever import makes it. */
export const fetchIdOf = (item_id: string): string => idOf(`imported pictures of ${item_id}`);

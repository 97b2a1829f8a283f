/** The fields of every row that shows pictures. */
import { id } from "./formatted-kinds.ts";
import { count, text } from "./kinds.ts";
import { group, list } from "./nested-kinds.ts";

export const MOST_PICTURES = 20;

/** The longer side of each smaller copy, in pixels. */
export const pictureSides = { small: 200, medium: 600, large: 1200 } as const;

const smaller = (side: number) =>
  text({ max: 200, about: `A WebP of at most ${side} pixels a side, never larger than the picture.` });

/** Where a picture is to be seen. Its addresses need no key, and cannot be guessed. */
export const pictureAddresses = {
  path: text({ max: 200, about: "Its address on this server." }),
  small_path: smaller(pictureSides.small),
  medium_path: smaller(pictureSides.medium),
  large_path: smaller(pictureSides.large),
  width: count({ optional: true, about: "In pixels." }),
  height: count({ optional: true }),
} as const;

export const alternativeText = text({
  ...{ optional: true, max: 500 },
  about: "What it shows, for people who cannot see it.",
});

export const shownPicture = { id: id(), alt: alternativeText, ...pictureAddresses } as const;

export const pictured = {
  image_ids: list(id(), {
    ...{ default: [], max: MOST_PICTURES },
    about:
      "Its pictures in their order. Sending the ids in another order moves them, one left out is removed, and that of an uploaded picture adds it.",
  }),
  pictures: list(group(shownPicture), { readonly: true, default: [], max: MOST_PICTURES }),
} as const;

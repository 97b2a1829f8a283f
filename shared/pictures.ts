/** The pictures of a row: added, arranged, described and taken away. A row stores them with their ids. */
import { invalidField, notFound } from "./errors.ts";
import { MOST_PICTURES, type pictureAddresses, type shownPicture, type Values } from "./fields/index.ts";
import { referenceNotFound } from "./service/references.ts";

export type Picture = Values<typeof shownPicture>;
/** An uploaded picture that a row may show. */
export type Offered = Values<typeof pictureAddresses> & { id: string };

/** A row of an older version has none. */
export const picturesOf = ({ pictures }: { pictures: readonly Picture[] | null }): readonly Picture[] =>
  pictures ?? [];

/** What an event tells of the pictures of a row; null when they are the same in the same order. */
export function toldPictures(before: readonly string[], picture_ids: readonly string[]) {
  if (before.join() === picture_ids.join()) return null;
  return { picture_ids: [...picture_ids], removed_ids: before.filter((id) => !picture_ids.includes(id)) };
}

export const storedPictures = (pictures: readonly Picture[]) => ({
  pictures: [...pictures],
  image_ids: pictures.map(({ id }) => id),
});

/** Ids that are not the row's yet, so that they must be those of uploaded pictures. */
export const newAmong = (pictures: readonly Picture[], ids: readonly string[] = []): string[] =>
  [...new Set(ids)].filter((id) => !pictures.some((each) => each.id === id));

/** The pictures in the order of these ids. */
export function arranged(
  pictures: readonly Picture[],
  ids: readonly string[],
  offered: readonly Offered[] = [],
): Picture[] {
  const known = new Map<string, Picture>([
    ...offered.map((each): [string, Picture] => [each.id, { alt: null, ...each }]),
    ...pictures.map((each): [string, Picture] => [each.id, each]),
  ]);
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (twice >= 0)
    throw invalidField(`/image_ids/${twice}`, "duplicate", "A picture is shown once: name it once.");
  const missing = ids.flatMap((id, i) =>
    known.has(id) ? [] : [{ pointer: `/image_ids/${i}`, what: "picture" }],
  );
  if (missing.length) throw referenceNotFound(missing);
  return ids.map((id) => known.get(id)!);
}

/** With one more at the end. One that is there already stays in its place. */
export function withPicture(
  pictures: readonly Picture[],
  added: Offered | undefined,
  alt: string | null = null,
): Picture[] {
  if (!added) throw referenceNotFound([{ pointer: "/picture_id", what: "picture" }]);
  const same = pictures.find((each) => each.id === added.id);
  if (same) return pictures.map((each) => (each === same ? { ...same, alt: alt ?? same.alt } : each));
  refuseMore(pictures, "/file");
  return [...pictures, { ...added, alt }];
}

export function refuseMore(pictures: readonly Picture[], pointer: string): void {
  if (pictures.length >= MOST_PICTURES)
    throw invalidField(pointer, "too_many", `There are ${MOST_PICTURES} pictures; remove one first.`);
}

const known = (pictures: readonly Picture[], id: string): void => {
  if (!pictures.some((each) => each.id === id)) throw notFound("picture", id);
};

export function describedAs(pictures: readonly Picture[], id: string, alt: string | null): Picture[] {
  known(pictures, id);
  return pictures.map((each) => (each.id === id ? { ...each, alt } : each));
}

export function withoutPicture(pictures: readonly Picture[], id: string): Picture[] {
  known(pictures, id);
  return pictures.filter((each) => each.id !== id);
}

/** In the place of the first. */
export const withFirst = (
  pictures: readonly Picture[],
  { alt = null, ...first }: Offered & { alt?: string | null },
): Picture[] => [{ ...first, alt }, ...pictures.slice(1).filter(({ id }) => id !== first.id)];

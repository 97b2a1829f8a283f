/** When a picture is tried, and what becomes of it. Pure functions. */
import { askedPause, backoff } from "../../../shared/backoff.ts";
import { instantOf } from "../../../shared/clock.ts";
import type { Picture } from "../../../shared/pictures.ts";
import type { PictureFetch, WantedPicture } from "./picture-fetch.ts";

const MINUTE = 60_000;

/** The pause before each attempt: five within four hours. */
export const delaysMs = [0, MINUTE / 2, 5 * MINUTE, 30 * MINUTE, 180 * MINUTE] as const;

const nextAttempt = backoff(delaysMs);

/** Whether an attempt is one too many: those before it were killed, so that none of them could be recorded. */
export const isBeyond = (tries: number): boolean => tries > delaysMs.length;

const isOpen = ({ status }: WantedPicture): boolean => status === "waiting" || status === "retrying";

const dueAt = ({ next_at }: WantedPicture): string => next_at ?? "";

/** The place of the picture to try next; -1 when there is none. */
export function nextOf(pictures: readonly WantedPicture[]): number {
  const open = pictures.filter(isOpen);
  const first = open.reduce<WantedPicture | undefined>(
    (best, each) => (best && dueAt(best) <= dueAt(each) ? best : each),
    undefined,
  );
  return first ? pictures.indexOf(first) : -1;
}

/** What a row tells of its next attempt. */
export function turnOf(
  pictures: readonly WantedPicture[],
  now: number,
): Pick<PictureFetch, "host" | "next_at"> {
  const next = pictures[nextOf(pictures)];
  if (!next) return { host: null, next_at: null };
  return { host: new URL(next.address).host.slice(0, 255), next_at: next.next_at ?? instantOf(now) };
}

type Told = { code: string; message: string };
type Failure = Told & { again: boolean; retry_after?: string | undefined };

export const made = (picture: WantedPicture, picture_id: string): WantedPicture => ({
  ...picture,
  ...{ status: "made", picture_id, next_at: null, code: null, message: null },
});

/** `again`: it may succeed later, and not before the server wants it. */
export function failed(
  picture: WantedPicture,
  { code, message, again, retry_after }: Failure,
  now: number,
  random: number,
): WantedPicture {
  const next = again ? nextAttempt(picture.tries, now, random) : null;
  const told = { code, message };
  if (next === null) return { ...picture, ...told, status: "failed", next_at: null };
  const next_at = instantOf(Math.max(next, askedPause(retry_after ?? null, now) ?? 0));
  return { ...picture, ...told, status: "retrying", next_at };
}

/** What was given up is wanted again, as if it had never been tried. */
export const wantedAgain = (pictures: readonly WantedPicture[]): WantedPicture[] =>
  pictures.map((each) =>
    each.status === "failed"
      ? { ...each, status: "waiting", tries: 0, next_at: null, code: null, message: null }
      : each,
  );

/** The attempt does not count: it was given up because the process stops. */
export const givenBack = (picture: WantedPicture): WantedPicture => ({
  ...picture,
  ...{ tries: picture.tries - 1, next_at: null },
});

/** The item is gone. */
export const dropped = (pictures: readonly WantedPicture[]): WantedPicture[] =>
  pictures.map((each) => (isOpen(each) ? { ...each, status: "dropped", next_at: null } : each));

/**
 * The pictures of an item with the last one moved to where the file has it, which is the place `n` of `wanted`: behind the
 * nearest one before it that the item still shows, else before the nearest one behind it, else at the end.
 */
export function inPlace(
  shown: readonly Picture[],
  wanted: readonly WantedPicture[],
  n: number,
): readonly Picture[] {
  const others = shown.slice(0, -1);
  const at = ({ picture_id }: WantedPicture) => others.findIndex(({ id }) => id === picture_id);
  const before = wanted
    .slice(0, n)
    .map(at)
    .findLast((i) => i >= 0);
  const behind = wanted
    .slice(n + 1)
    .map(at)
    .find((i) => i >= 0);
  const place = before === undefined ? (behind ?? others.length) : before + 1;
  return others.toSpliced(place, 0, shown.at(-1)!);
}

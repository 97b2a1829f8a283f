/** Names hidden in titles. */

const MOST_WORDS = 20;
const LONGEST = 4;

/** Runs of one to four neighboring words of a title, the longest first, at most 74 of them. */
export function runsOf(title: string): string[] {
  const words = title.split(/[\s,;:/()]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words.slice(0, MOST_WORDS);
  return Array.from({ length: LONGEST }, (_, i) => LONGEST - i).flatMap((length) =>
    first
      .slice(0, Math.max(0, first.length - length + 1))
      .map((_, at) => first.slice(at, at + length).join(" ")),
  );
}

/** The ids that a row gets to name, which `hold` then holds: what it named before stays valid, whatever became of it. */
type Named = string | readonly string[] | null | undefined;

const idsIn = (named: Named): readonly string[] => (typeof named === "string" ? [named] : (named ?? []));

export const newly = (now: Named, before?: Named): string[] =>
  idsIn(now).filter((each) => !idsIn(before).includes(each));

/** Reads by ids a part at a time, so that neither a filter nor an answer grows without a bound. */
export async function inParts<T>(
  ids: readonly string[],
  size: number,
  read: (part: string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += size) found.push(...(await read(ids.slice(at, at + size))));
  return found;
}

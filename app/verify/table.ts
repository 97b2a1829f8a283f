/** The results as a table, and the first breaches of each check. */
import Table from "cli-table3";
import type { Result } from "./verify.ts";

const LISTED = 10;

export function tableOf(results: readonly Result[]): string {
  const table = new Table({
    head: ["check", "what it means", "rows read", "breaches", "seconds"],
    colAligns: ["left", "left", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const { check, means, rows, seconds, breaches } of results)
    table.push([check, means, rows, breaches.size, seconds.toFixed(2)]);
  const some = (head: string, found: ReadonlyMap<string, string>) => {
    if (found.size === 0) return [];
    const lines = [...found].slice(0, LISTED).map(([id, what]) => `  ${id}: ${what}`);
    const more = found.size - lines.length;
    return [[head, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n")];
  };
  const lists = results.flatMap(({ check, breaches, waiting }) => [
    ...some(check, breaches),
    ...some(`${check}: no breach; waits for the next start`, waiting),
  ]);
  return [table.toString(), ...lists].join("\n\n");
}

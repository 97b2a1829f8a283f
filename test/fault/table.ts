/** Figures of a run as a table. */
import Table from "cli-table3";
import { tableOf as verifierTable } from "../../app/verify/table.ts";
import type { RigOptions, RigResult } from "./rig.ts";

export function tableOf(name: string, { seed, tenants, registers }: RigOptions, result: RigResult): string {
  const { log, faults, webhooks, results, lost, doubled, breaches, served_s, consistent_s, seconds } = result;
  const table = new Table({
    head: [
      "test",
      "load",
      "faults",
      "lost",
      "doubled",
      "breaches",
      "served after",
      "consistent after",
      "seed",
      "seconds",
    ],
    style: { head: [], border: [] },
  });
  const struck = [...faults].sort().map(([fault, times]) => `${times} × ${fault}`);
  const load = [
    `${tenants} tenants × ${registers} registers`,
    `${log.commands} commands`,
    `${log.refused} refused`,
    `${log.repeated} repeated`,
  ];
  const times = [served_s, consistent_s].map((each) => `${each.toFixed(1)} s`);
  const figures = [lost.length, doubled.length, breaches.length, ...times, seed, seconds.toFixed(0)];
  table.push([name, load.join("\n"), struck.join("\n"), ...figures]);
  const statuses = [...log.statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, times]) => `${status || "none"}: ${times}`);
  const { deliveries, repeated, refused, away, told_s } = webhooks;
  return [
    table.toString(),
    `answers by status: ${statuses.join(", ")}`,
    `webhooks: ${deliveries} taken, ${repeated} of them again; ${refused} refused, ${away} met nobody; all told ${told_s.toFixed(1)} s after the verifier`,
    verifierTable(results),
    ...lost,
    ...doubled,
    ...breaches,
    ...log.ours,
  ].join("\n");
}

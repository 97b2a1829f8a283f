/** The tables of the bench. */
import Table from "cli-table3";
import type { Measured } from "./load.ts";
import type { Operation } from "./operations.ts";
import type { Target } from "./stack.ts";

export type Costed = Measured & { cpu_ms: number };
export type Case = { target: Target; operation: Operation; connections: number; measured: Costed[] };

export const median = (of: number[]) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]!;
const medianOf = (each: Case, what: keyof Costed) => median(each.measured.map((one) => one[what]));

/** Targets that are one process with more of something. */
export const grown = new Set(["one, more routes", "one, 10 × data"]);
export const label = ({ operation }: Case) =>
  operation.words === "consigncloud" ? `${operation.name} (ConsignCloud)` : operation.name;

/** The floor does a sale in one request: the same row stands beside all ways of making one. */
function floorOf(cases: Case[], each: Case): Case | undefined {
  const name = each.operation.name === "ring up" ? "sale" : each.operation.name;
  return cases.find(
    (one) =>
      one.operation.words === "floor" && one.operation.name === name && one.connections === each.connections,
  );
}

export function printMeasured(cases: Case[]): void {
  const table = new Table({
    head: [
      "operation",
      "target",
      "conn",
      "op/s",
      "of floor",
      "p50 ms",
      "× floor",
      "p99 ms",
      "CPU ms",
      "× floor",
      "bytes",
      "failed",
    ],
    style: { head: [], border: [] },
  });
  for (const each of cases) {
    const floor = floorOf(cases, each);
    const [rate, p50] = [medianOf(each, "per_second"), medianOf(each, "p50_ms")];
    table.push([
      label(each),
      each.target.name,
      each.connections,
      rate.toFixed(0),
      floor ? (rate / medianOf(floor, "per_second")).toFixed(2) : "",
      p50.toFixed(2),
      floor ? (p50 / medianOf(floor, "p50_ms")).toFixed(1) : "",
      medianOf(each, "p99_ms").toFixed(1),
      medianOf(each, "cpu_ms").toFixed(1),
      floor ? (medianOf(each, "cpu_ms") / medianOf(floor, "cpu_ms")).toFixed(1) : "",
      medianOf(each, "bytes").toFixed(0),
      each.measured.reduce((sum, one) => sum + one.failed, 0),
    ]);
  }
  console.log(table.toString());
}

/** The larger ones beside one process: CPU of an operation, which other work on the machine moves least, and its p50. */
export function printGrowth(cases: Case[]): void {
  const table = new Table({
    head: ["operation", "target", "CPU × one process", "p50 × one process"],
    style: { head: [], border: [] },
  });
  for (const each of cases.filter(({ target }) => grown.has(target.name))) {
    const one = cases.find(
      ({ target, operation, connections: c }) =>
        target.name === "one process" &&
        c === each.connections &&
        operation.name === each.operation.name &&
        operation.words === each.operation.words,
    );
    if (!one) continue;
    const times = (what: keyof Costed) => (medianOf(each, what) / medianOf(one, what)).toFixed(2);
    table.push([label(each), each.target.name, times("cpu_ms"), times("p50_ms")]);
  }
  if (table.length) console.log(table.toString());
}

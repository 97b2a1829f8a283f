/**
 * Loaded with `node --import` before a process: its wall clock is ahead by what the file of CLOCK_FILE says now, in milliseconds.
 * The file is read each time somebody asks, so that a test that has moved the clock knows that every process is there. Nothing
 * in the product knows of it.
 */
import { openSync, readSync } from "node:fs";

const file = openSync(process.env.CLOCK_FILE!, "r");
const ahead = new Float64Array(1);
const Real = Date;
const now = () => {
  readSync(file, ahead, 0, ahead.byteLength, 0);
  return Real.now() + ahead[0]!;
};

globalThis.Date = new Proxy(Real, {
  construct: (target, given, as) => Reflect.construct(target, given.length ? given : [now()], as),
  apply: () => new Real(now()).toString(),
  get: (target, name, as) => (name === "now" ? now : Reflect.get(target, name, as)),
});

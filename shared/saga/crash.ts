/**
 * Named places at which a test kills the process: BACKROOM_CRASH_AT=<name> ends it there as kill -9 would.
 * Who subscribes to the channel `backroom:crash-point` is told of each place that is passed.
 */
import { channel } from "node:diagnostics_channel";

const armed = process.env.BACKROOM_CRASH_AT;
export const crashPoints = channel("backroom:crash-point");

export function crashPoint(name: string): void {
  if (armed !== undefined && armed === name) process.kill(process.pid, "SIGKILL");
  if (crashPoints.hasSubscribers) crashPoints.publish(name);
}

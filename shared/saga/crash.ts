/**
 * Named places at which a test kills the process: BACKROOM_CRASH_AT=<name> ends it there like kill -9.
 * Subscribers of the channel `backroom:crash-point` receive each place as it is passed.
 */
import { channel } from "node:diagnostics_channel";

const armed = process.env.BACKROOM_CRASH_AT;
export const crashPoints = channel("backroom:crash-point");

export function crashPoint(name: string): void {
  if (armed !== undefined && armed === name) process.kill(process.pid, "SIGKILL");
  if (crashPoints.hasSubscribers) crashPoints.publish(name);
}

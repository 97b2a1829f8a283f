/** Named places at which a test kills the process: BACKROOM_CRASH_AT=<name> ends it there as kill -9 would. */

const armed = process.env.BACKROOM_CRASH_AT;

export function crashPoint(name: string): void {
  if (armed !== undefined && armed === name) process.kill(process.pid, "SIGKILL");
}

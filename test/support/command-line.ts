/** The command line as an operator runs it, on the databases that `environment` names. */
import type { Json } from "./backroom.ts";
import { programs, run } from "./processes.ts";

type Environment = Record<string, string>;

export function commandLine(environment: () => Environment) {
  const cli = (args: string[], more: Environment = {}) =>
    run(process.execPath, [programs.cli, ...args], { ...environment(), ...more });
  /** The lines that it says. */
  const command = async (args: string[], more: Environment = {}): Promise<Json[]> => {
    const { code, output, errors } = await cli(args, more);
    if (code !== 0) throw new Error(errors || output);
    return output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  return { cli, command };
}

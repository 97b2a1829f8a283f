import { spawn } from "node:child_process";

export type CommandResult = {
  /** Exit code; 127 also when the command does not exist, -1 when a signal or a limit ended it. */
  code: number;
  output: string;
};

export type CommandLimits = {
  timeoutMs: number;
  /** The longest time without output: a download behind a silent firewall never prints anything. */
  silentMs?: number;
  /** Ends the command at once, because its caller is shutting down. */
  signal?: AbortSignal | undefined;
  env?: NodeJS.ProcessEnv;
};

/** Runs a command to its end and collects stdout and stderr. Never throws: a failure is a code. */
export function runCommand(command: string, args: string[], limits: CommandLimits): Promise<CommandResult> {
  return new Promise((resolve) => {
    const env = limits.env ?? process.env;
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
    const chunks: string[] = [];
    const end = () => {
      child.kill("SIGKILL");
      // Its own children may keep the pipes open for long.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    limits.signal?.addEventListener("abort", end, { once: true });
    if (limits.signal?.aborted) end();
    const overall = setTimeout(end, limits.timeoutMs);
    const silence = setTimeout(end, limits.silentMs ?? limits.timeoutMs);
    const finish = (code: number) => {
      clearTimeout(overall);
      clearTimeout(silence);
      limits.signal?.removeEventListener("abort", end);
      resolve({ code, output: chunks.join("").trim() });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        clearTimeout(silence);
        chunks.push(chunk);
      });
    }
    child.once("error", (error: NodeJS.ErrnoException) => {
      chunks.push(error.message);
      finish(error.code === "ENOENT" ? 127 : 126);
    });
    child.once("close", (code) => finish(code ?? -1));
  });
}

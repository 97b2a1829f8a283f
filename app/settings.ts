/** The settings of all tables: parses the environment, refuses wrong values and documents them. */
import { provisionError } from "../shared/provision/provision-error.ts";
import { gateway } from "./settings/gateway.ts";
import type { Parse } from "./settings/kinds.ts";
import { mail } from "./settings/mail.ts";
import { outside } from "./settings/outside.ts";
import type { Setting } from "./settings/setting.ts";
import { stores } from "./settings/stores.ts";
import { watching } from "./settings/watching.ts";

const table = { ...gateway, ...stores, ...outside, ...mail, ...watching } as const;

type Table = typeof table;
type Value<S> = S extends { parse: Parse<infer T> }
  ? S extends { default: string }
    ? T
    : T | undefined
  : never;

/** Settings by the names of their variables; without a default a setting may be undefined. */
export type Settings = { readonly [Name in keyof Table]: Value<Table[Name]> };

const rows = Object.entries(table) as Array<[keyof Settings, Setting<unknown>]>;

/** The value as a refusal shows it: no secret, and no URL part before the host, which may contain a password. */
function shown(setting: Setting<unknown>, text: string): string {
  return setting.secret ? `${text.length} characters long` : `"${text.replace(/^.*@/s, "…@")}"`;
}

/** Compose files and shells pass an unset variable as an empty one. */
const isSet = (text: string | undefined): boolean => Boolean(text?.trim());

function readOne(name: string, setting: Setting<unknown>, env: NodeJS.ProcessEnv): unknown {
  const standard = isSet(env.MONGO_URL) ? setting.default : (setting.embedded ?? setting.default);
  const given = env[name]?.trim() || standard;
  if (given === undefined) return undefined;
  const parsed = setting.parse(given);
  if ("value" in parsed) return parsed.value;
  throw provisionError(`${name} is ${shown(setting, given)} but must be ${parsed.allowed}.`);
}

function refuseLonely(env: NodeJS.ProcessEnv): void {
  for (const [name, { needs }] of rows)
    if (needs !== undefined && isSet(env[name]) && !isSet(env[needs]))
      throw provisionError(`${name} is set without ${needs}: set both or neither.`);
}

/** Reads the settings; a wrong value throws one sentence that names the variable, the value and what is allowed. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  refuseLonely(env);
  return Object.fromEntries(rows.map(([name, setting]) => [name, readOne(name, setting, env)])) as Settings;
}

/** The settings as a markdown table, for the README. */
export function settingsTable(): string {
  const lines = rows.map(([name, { default: value, embedded, meaning }]) => {
    const own = embedded === undefined ? "" : `; embedded \`${embedded}\``;
    const standard = value === undefined ? "" : `\`${value}\`${own}`;
    return `| \`${name}\` | ${standard} | ${meaning} |`;
  });
  return ["| variable | default | meaning |", "| --- | --- | --- |", ...lines].join("\n");
}

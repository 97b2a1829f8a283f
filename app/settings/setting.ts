/** A setting as its table declares it. */
import type { Parse } from "./kinds.ts";

export type Setting<T> = {
  meaning: string;
  parse: Parse<T>;
  /** As written in the environment; without it the setting may be absent. */
  default?: string;
  /** The default with the embedded MongoDB, which serves one shop and its own scripts. */
  embedded?: string;
  /** Another setting without which this one is refused. */
  needs?: string;
  /** A refusal does not repeat the value. */
  secret?: boolean;
};

export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

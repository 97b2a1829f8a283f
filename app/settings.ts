/** All settings in one table, which parses the environment, refuses wrong values and documents them. */

import { dialectNames, profiles } from "../gateway/dialects/names.ts";
import { provisionError } from "../shared/provision/provision-error.ts";
import {
  amount,
  anyText,
  duration,
  hostList,
  key32,
  matching,
  natsUrls,
  oneOf,
  origins,
  orOff,
  type Parse,
  port,
  share,
  whole,
} from "./setting-kinds.ts";

type Setting<T> = {
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

const table = {
  PORT: { default: "3000", parse: port, meaning: "Port of the gateway; 0 for any free port." },
  HOST: {
    default: "127.0.0.1",
    parse: anyText,
    meaning: "Address on which the gateway listens; `0.0.0.0` for all.",
  },
  DATA_DIR: {
    default: "./data",
    parse: anyText,
    meaning: "Folder of the embedded MongoDB and of the key that the first start creates.",
  },
  MONGO_URL: {
    parse: matching(/^mongodb(\+srv)?:\/\/[^\s/]+/, "a URL that begins with mongodb:// or mongodb+srv://"),
    meaning: "Your MongoDB, a replica set; without it Backroom starts an embedded one.",
  },
  MONGO_CACHE_MB: {
    default: "512",
    parse: whole({ min: 256, max: 1_000_000 }),
    meaning: "Cache of the embedded MongoDB in MiB; it needs about 150 MiB more.",
  },
  NATS_URL: {
    parse: matching(natsUrls, "one or more URLs like nats://host:4222, separated by commas"),
    meaning: "Your NATS with JetStream; without it calls and events stay in the process.",
  },
  NATS_REPLICAS: {
    default: "1",
    parse: oneOf(["1", "3", "5"]),
    needs: "NATS_URL",
    meaning: "Servers of a NATS cluster that keep each event ([1, 3 or 5](docs/scale.md#a-nats-cluster)).",
  },
  NAMESPACE: {
    default: "backroom",
    parse: matching(/^[a-z][a-z0-9-]{0,23}$/, "a lower case letter, then up to 23 of a-z, 0-9 and -"),
    meaning: "Prefix of databases, streams and node names: several Backrooms on one MongoDB and NATS.",
  },
  SECRET_KEY: {
    parse: key32,
    secret: true,
    meaning:
      "Key that encrypts bank account numbers, webhook secrets and kept answers, 32 bytes in base64. Required with `MONGO_URL`, the same for every process; otherwise the first start creates one in `DATA_DIR`.",
  },
  RATE_LIMIT_CAPACITY: {
    default: "100",
    embedded: "1000",
    parse: orOff(amount),
    meaning: "Burst size per key; `off` removes the limit.",
  },
  RATE_LIMIT_PER_SECOND: {
    default: "10",
    embedded: "100",
    parse: amount,
    meaning: "Sustained requests per second per key.",
  },
  ROOT_DIALECT: {
    parse: oneOf(dialectNames),
    meaning:
      "Also serves this dialect at `/`, for clients that fix the path behind the host; the native API stays at `/native`.",
  },
  CONSIGNCLOUD_PROFILE: {
    default: "documented",
    parse: oneOf(profiles),
    meaning:
      "Behavior of the ConsignCloud API for keys without a `profile`: `documented`, or `real` like the running service.",
  },
  MERCATO_PROFILE: {
    default: "documented",
    parse: oneOf(profiles),
    meaning:
      "The same of the Mercato API: `real` answers 200 where its document prints a success that it does not describe.",
  },
  CORS_ORIGINS: {
    parse: matching(origins, "origins like https://shop.example, separated by commas, or *"),
    meaning:
      "Origins of pages that may call the API from a browser, like `https://shop.example`, separated by commas; `*` for all, without cookies.",
  },
  REQUEST_TIMEOUT_MS: {
    default: "30000",
    parse: duration,
    meaning: "Time limit of a request, in milliseconds.",
  },
  SHUTDOWN_TIMEOUT_MS: {
    default: "10000",
    parse: duration,
    meaning: "Time for running requests to finish at shutdown, in milliseconds.",
  },
  HEALTH_PORT: {
    parse: port,
    meaning: "Port for `/health/live`, `/health/ready` and `/metrics` of a process without the gateway.",
  },
  METRICS_TOKEN: {
    parse: matching(/^[\x21-\x7e]{8,200}$/, "8 to 200 printable characters without spaces"),
    secret: true,
    meaning: "Bearer token for `/metrics`; without it only this machine can read them.",
  },
  FIREBASE_PROJECT_ID: {
    parse: matching(/^[a-z][a-z0-9-]{4,29}$/, "the id of a Firebase project"),
    meaning: "Firebase project whose users may sign in with their identity tokens.",
  },
  FIREBASE_KEYS_URL: {
    default: "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
    parse: matching(/^https?:\/\/[^\s/]+/, "a URL that begins with http:// or https://"),
    meaning: "Public keys of these tokens.",
  },
  CLASSIFY_URL: {
    parse: matching(/^https?:\/\/[^\s/]+/, "a URL that begins with http:// or https://"),
    meaning: "Your own service for picture classification; without it the built-in heuristic is used.",
  },
  CLASSIFY_TIMEOUT_MS: {
    default: "10000",
    parse: whole({ min: 100, max: 25_000 }),
    meaning: "Time limit of that service including one retry, in milliseconds.",
  },
  CALENDARS_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like calendar.internal:8080, separated by commas"),
    meaning:
      "`host:port` pairs in your own network, separated by commas, from which calendars may be read, also without TLS.",
  },
  PICTURES_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like shop.internal:8080, separated by commas"),
    meaning: "`host:port` pairs, separated by commas, in your own network that imports fetch pictures from.",
  },
  PICTURES_TIMEOUT_MS: {
    default: "20000",
    parse: whole({ min: 100, max: 300_000 }),
    meaning: "Time limit of fetching one picture of an import, in milliseconds.",
  },
  WEBHOOKS_ALLOWED_HOSTS: {
    parse: matching(hostList, "hosts with their ports like receiver.internal:8080, separated by commas"),
    meaning:
      "`host:port` pairs in your own network, separated by commas, to which webhooks may go, also without TLS.",
  },
  WEBHOOKS_ALLOW_HTTP: {
    default: "no",
    parse: oneOf(["no", "yes"]),
    meaning: "Whether webhooks may go to public addresses without TLS.",
  },
  SMTP_URL: {
    parse: matching(/^smtps?:\/\/[^\s/]+/, "a URL that begins with smtp:// or smtps://"),
    secret: true,
    needs: "MAIL_FROM",
    meaning:
      "Mail server, like `smtps://user:password@host`; without it mails are kept as `.eml` files in the folder `mail` of `DATA_DIR`.",
  },
  SMTP_TIMEOUT_MS: {
    default: "30000",
    parse: whole({ min: 100, max: 300_000 }),
    meaning: "Time limit of one attempt to send a mail, in milliseconds.",
  },
  MAIL_FROM: {
    parse: matching(/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, "an address like Shop <shop@example.com>"),
    meaning: "Sender of mails; required with `SMTP_URL`.",
  },
  STRIPE_SECRET_KEY: {
    parse: matching(/^\S{8,}$/, "a secret key of Stripe like sk_live_..."),
    secret: true,
    needs: "STRIPE_WEBHOOK_SECRET",
    meaning: "Secret key of your account at Stripe, for platforms whose provider is `stripe`.",
  },
  STRIPE_WEBHOOK_SECRET: {
    parse: matching(/^\S{8,}$/, "a signing secret of Stripe like whsec_..."),
    secret: true,
    meaning:
      "Signing secret of the webhook endpoint at Stripe, whose address is `/stripe/events`, with the events `setup_intent.succeeded`, `account.updated` and `charge.dispute.*`. Required with `STRIPE_SECRET_KEY`.",
  },
  STRIPE_API_URL: {
    default: "https://api.stripe.com",
    parse: matching(/^https?:\/\/[^\s/]+$/, "an address without a path"),
    meaning: "Address of Stripe's API; another one for tests.",
  },
  INVITATION_URL: {
    parse: matching(/^https?:\/\/[^\s/]+\S*\{token\}\S*$/, "a URL with {token} in it"),
    meaning:
      "Page of your application on which an invitation is accepted, with `{token}` in the place of its token; without it mails show the token alone.",
  },
  PASSWORD_RESET_URL: {
    parse: matching(/^https?:\/\/[^\s/]+\S*\{token\}\S*$/, "a URL with {token} in it"),
    meaning:
      "Page of your application on which a password is set anew, with `{token}` in the place of its token; without it mails show the token alone.",
  },
  VERIFY_AT: {
    default: "03:00",
    parse: matching(/^(never|([01]\d|2[0-3]):[0-5]\d)$/, "a time like 03:00, or never"),
    meaning:
      "Time of the nightly verification, in UTC; a machine that is off at that time runs it later in the day. `never` switches it off.",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    parse: matching(/^https?:\/\/[^\s/]+\S*$/, "a URL that begins with http:// or https://"),
    meaning:
      "Receiver of traces by OTLP over HTTP, like `http://127.0.0.1:4318`; without it none are made ([monitoring](docs/monitoring.md#traces)).",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    parse: matching(/^[^\s=,]+=[^,]*(,[^\s=,]+=[^,]*)*$/, "name=value pairs, separated by commas"),
    secret: true,
    needs: "OTEL_EXPORTER_OTLP_ENDPOINT",
    meaning: "Headers for that receiver, `name=value` pairs separated by commas.",
  },
  OTEL_SERVICE_NAME: {
    default: "backroom",
    parse: matching(/^\S(.{0,198}\S)?$/, "1 to 200 characters"),
    meaning: "Name of this installation in traces.",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    default: "1",
    parse: share,
    meaning:
      "Share of the traces that is recorded, from 0 to 1; a caller's `traceparent` decides for its own.",
  },
  LOG_LEVEL: {
    default: "info",
    parse: oneOf(["trace", "debug", "info", "warn", "error", "silent"]),
    meaning: "`trace`, `debug`, `info`, `warn`, `error` or `silent`.",
  },
} as const satisfies Record<string, Setting<unknown>>;

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

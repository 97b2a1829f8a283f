/** What the gateway serves, and how a process is reached. */

import { dialectNames, profiles } from "../../gateway/dialects/names.ts";
import { type StrictKind, strictKinds } from "../../gateway/limits.ts";
import { amount, anyText, duration, matching, oneOf, origins, orOff, part, port } from "./kinds.ts";
import type { SettingTable } from "./setting.ts";

/** What a key may use of its rate limit for one kind of request, burst and sustained (RAT-3). */
const strictShare = (kind: StrictKind, what: string) => ({
  default: String(strictKinds[kind].share),
  parse: part,
  meaning: `Share of the rate limit of a key, or of an address before signing in, for ${what}.`,
});

export const gateway = {
  PORT: { default: "3000", parse: port, meaning: "Port of the gateway; 0 for any free port." },
  HOST: {
    default: "127.0.0.1",
    parse: anyText,
    meaning: "Address on which the gateway listens; `0.0.0.0` for all.",
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
  RATE_LIMIT_SIGN_IN: strictShare("sign_in", "signing in, asking for codes and using them"),
  RATE_LIMIT_EXPORTS: strictShare("export", "exports: lists, statements and registers as files"),
  RATE_LIMIT_SEARCH: strictShare("search", "searching and completing"),
  RATE_LIMIT_CLASSIFICATION: strictShare("classification", "classifying pictures"),
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
} as const satisfies SettingTable;

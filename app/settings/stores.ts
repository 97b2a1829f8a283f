/** Where data is kept, and by which key. */
import { anyText, key32, matching, natsUrls, oneOf, whole } from "./kinds.ts";
import type { SettingTable } from "./setting.ts";

export const stores = {
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
} as const satisfies SettingTable;

import { readSettings, settingsTable } from "../../app/settings.ts";

const key = Buffer.alloc(32, 7).toString("base64");

test("an empty environment gives the defaults", () => {
  expect(readSettings({})).toEqual({
    PORT: 3000,
    ROOT_DIALECT: undefined,
    CONSIGNCLOUD_PROFILE: "documented",
    MERCATO_PROFILE: "documented",
    METRICS_TOKEN: undefined,
    HOST: "127.0.0.1",
    DATA_DIR: "./data",
    MONGO_URL: undefined,
    NATS_URL: undefined,
    NATS_REPLICAS: "1",
    MONGO_CACHE_MB: 512,
    NAMESPACE: "backroom",
    SECRET_KEY: undefined,
    RATE_LIMIT_CAPACITY: 1000,
    RATE_LIMIT_PER_SECOND: 100,
    RATE_LIMIT_SIGN_IN: 0.2,
    RATE_LIMIT_EXPORTS: 0.1,
    RATE_LIMIT_SEARCH: 0.5,
    RATE_LIMIT_CLASSIFICATION: 0.2,
    REQUEST_TIMEOUT_MS: 30_000,
    SELF_SERVICE_ONBOARDING_ENABLED: "no",
    SHUTDOWN_TIMEOUT_MS: 10_000,
    HEALTH_PORT: undefined,
    FIREBASE_PROJECT_ID: undefined,
    FIREBASE_KEYS_URL:
      "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
    CLASSIFY_URL: undefined,
    CLASSIFY_TIMEOUT_MS: 10_000,
    CALENDARS_ALLOWED_HOSTS: undefined,
    PICTURES_ALLOWED_HOSTS: undefined,
    PICTURES_TIMEOUT_MS: 20_000,
    RATES_ALLOWED_HOSTS: undefined,
    WEBHOOKS_ALLOWED_HOSTS: undefined,
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    OTEL_EXPORTER_OTLP_HEADERS: undefined,
    OTEL_SERVICE_NAME: "backroom",
    OTEL_TRACES_SAMPLER_ARG: 1,
    WEBHOOKS_ALLOW_HTTP: "no",
    SMTP_URL: undefined,
    SMTP_TIMEOUT_MS: 30_000,
    STRIPE_API_URL: "https://api.stripe.com",
    MAIL_FROM: undefined,
    INVITATION_URL: undefined,
    PASSWORD_RESET_URL: undefined,
    SIGNUP_URL: undefined,
    VERIFY_AT: "03:00",
    LOG_LEVEL: "info",
  });
});

test("an empty value counts as unset", () => {
  expect(readSettings({ PORT: "", MONGO_URL: " " })).toEqual(readSettings({}));
});

test.each([
  ["PORT", "0", 0],
  ["PORT", "65535", 65_535],
  ["HEALTH_PORT", "9000", 9000],
  ["RATE_LIMIT_CAPACITY", "off", null],
  ["RATE_LIMIT_EXPORTS", "1", 1],
  ["LOG_LEVEL", "silent", "silent"],
  ["MONGO_URL", "mongodb://a:27017,b:27017/?replicaSet=rs", "mongodb://a:27017,b:27017/?replicaSet=rs"],
  ["NATS_URL", "nats://a:4222,tls://b:4222", "nats://a:4222,tls://b:4222"],
  ["NAMESPACE", "shop-2", "shop-2"],
  ["SECRET_KEY", key, key],
  ["WEBHOOKS_ALLOWED_HOSTS", "a.internal:8080,[::1]:9000", "a.internal:8080,[::1]:9000"],
] as const)("%s may be %s", (name, text, value) => {
  expect(readSettings({ [name]: text })[name]).toBe(value);
});

test.each([
  ["PORT", "65536", 'PORT is "65536" but must be a whole number from 0 to 65535.'],
  ["PORT", "-1", 'PORT is "-1" but must be a whole number from 0 to 65535.'],
  [
    "RATE_LIMIT_CAPACITY",
    "1e3",
    'RATE_LIMIT_CAPACITY is "1e3" but must be a whole number from 1 to 1000000, or off.',
  ],
  ["RATE_LIMIT_SEARCH", "0", 'RATE_LIMIT_SEARCH is "0" but must be a number above 0, at most 1, like 0.1.'],
  ["REQUEST_TIMEOUT_MS", "0", 'REQUEST_TIMEOUT_MS is "0" but must be a whole number from 1 to 3600000.'],
  ["LOG_LEVEL", "loud", 'LOG_LEVEL is "loud" but must be one of trace, debug, info, warn, error, silent.'],
  [
    "MONGO_URL",
    "db:27017",
    'MONGO_URL is "db:27017" but must be a URL that begins with mongodb:// or mongodb+srv://.',
  ],
  [
    "NATS_URL",
    "http://n",
    'NATS_URL is "http://n" but must be one or more URLs like nats://host:4222, separated by commas.',
  ],
  [
    "WEBHOOKS_ALLOWED_HOSTS",
    "a.internal",
    'WEBHOOKS_ALLOWED_HOSTS is "a.internal" but must be hosts with their ports like receiver.internal:8080, separated by commas.',
  ],
  [
    "NAMESPACE",
    "Shop",
    'NAMESPACE is "Shop" but must be a lower case letter, then up to 23 of a-z, 0-9 and -.',
  ],
])("%s=%s is refused in one sentence", (name, text, sentence) => {
  expect(() => readSettings({ [name]: text })).toThrow(
    expect.objectContaining({ message: sentence, type: "provision" }),
  );
});

test("a refusal shows neither a key nor a password", () => {
  expect(() => readSettings({ SECRET_KEY: "hunter2" })).toThrow(
    /^SECRET_KEY is 7 characters long but must be 32 bytes/,
  );
  expect(() => readSettings({ MONGO_URL: "me:hunter2@db" })).toThrow(/^MONGO_URL is "…@db" but/);
});

test("a mail server without a sender is refused", () => {
  expect(() => readSettings({ SMTP_URL: "smtp://me:hunter2@mail.example" })).toThrow(
    "SMTP_URL is set without MAIL_FROM: set both or neither.",
  );
});

test("the share of traces is a number from 0 to 1", () => {
  const shareOf = (text: string) => readSettings({ OTEL_TRACES_SAMPLER_ARG: text }).OTEL_TRACES_SAMPLER_ARG;
  expect(["0", "0.05", "1", "1.0"].map(shareOf)).toEqual([0, 0.05, 1, 1]);
  for (const wrong of ["1.5", "-1", "half", "."])
    expect(() => shareOf(wrong)).toThrow("must be a number from 0 to 1 like 0.1");
});

test("headers for the receiver of traces are pairs with percent-encoded values", () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318";
  const read = (text: string) =>
    readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: text })
      .OTEL_EXPORTER_OTLP_HEADERS;
  expect(read("x-shop=a%20b, x-key=c=d")).toEqual({ "x-shop": "a b", "x-key": "c=d" });
  for (const wrong of ["x-share=100%", "x-text=%ff", "x-line=x%0Ay", "x shop=a", "x-shop"])
    expect(() => read(wrong)).toThrow(
      `OTEL_EXPORTER_OTLP_HEADERS is ${wrong.length} characters long but must be name=value pairs, separated by commas, with % in a value written as %25.`,
    );
});

test("the table has one row for each setting", () => {
  const rows = settingsTable().split("\n").slice(2);
  expect(rows.map((row) => row.split("`")[1])).toEqual(Object.keys(readSettings({})));
  expect(rows[0]).toBe("| `PORT` | `3000` | Port of the gateway; 0 for any free port. |");
});

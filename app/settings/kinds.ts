/** How the texts of environment variables are read: each kind parses one, or says what is allowed. */

type Parsed<T> = { value: T } | { allowed: string };

/** Parses the text of a variable, or returns what is allowed. */
export type Parse<T> = (text: string) => Parsed<T>;

export function whole(range: { min: number; max: number }): Parse<number> {
  const allowed = `a whole number from ${range.min} to ${range.max}`;
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= range.min && value <= range.max ? { value } : { allowed };
  };
}

export const anyText: Parse<string> = (value) => ({ value });

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Parse<Choice> {
  return (text) => {
    const value = choices.find((choice) => choice === text);
    return value === undefined ? { allowed: `one of ${choices.join(", ")}` } : { value };
  };
}

export function matching(pattern: RegExp, allowed: string): Parse<string> {
  return (value) => (pattern.test(value) ? { value } : { allowed });
}

/** 32 bytes in base64. */
export const isKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text);

export const key32: Parse<string> = (value) =>
  isKey(value) ? { value } : { allowed: "32 bytes in base64 (openssl rand -base64 32)" };

export const share: Parse<number> = (text) => {
  const value = /^(0(\.\d{1,9})?|1(\.0{1,9})?)$/.test(text) ? Number(text) : Number.NaN;
  return value >= 0 ? { value } : { allowed: "a number from 0 to 1 like 0.1" };
};

/** A share that is not nothing. */
export const part: Parse<number> = (text) => {
  const parsed = share(text);
  return "value" in parsed && parsed.value > 0
    ? parsed
    : { allowed: "a number above 0, at most 1, like 0.1" };
};

export const port = whole({ min: 0, max: 65_535 });
export const duration = whole({ min: 1, max: 3_600_000 });
export const amount = whole({ min: 1, max: 1_000_000 });

/** Accepts `off` in place of a value. */
export function orOff<T>(parse: Parse<T>): Parse<T | null> {
  return (text) => {
    if (text === "off") return { value: null };
    const parsed = parse(text);
    return "allowed" in parsed ? { allowed: `${parsed.allowed}, or off` } : parsed;
  };
}

export const natsUrls = /^(nats|tls):\/\/[^\s,/]+(,(nats|tls):\/\/[^\s,/]+)*$/;

export const hostList =
  /^(\[[0-9a-fA-F:.]+\]|[^\s,:/@]+):\d{1,5}(,(\[[0-9a-fA-F:.]+\]|[^\s,:/@]+):\d{1,5})*$/;

export const origins = /^(\*|https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*)$/;

const PAIRS = /^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/;

/** Headers as `name=value` pairs, separated by commas. Values are percent-encoded. */
export const headerPairs: Parse<Readonly<Record<string, string>>> = (text) => {
  const allowed = "name=value pairs, separated by commas, with % in a value written as %25";
  if (!PAIRS.test(text)) return { allowed };
  try {
    const headers = new Headers(
      text.split(",").map((pair): [string, string] => {
        const [name = "", ...value] = pair.split("=");
        return [name.trim(), decodeURIComponent(value.join("=").trim())];
      }),
    );
    return { value: Object.fromEntries(headers) };
  } catch {
    return { allowed };
  }
};

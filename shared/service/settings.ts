/** The operator's settings for services, by environment variable; absent if unset and without default. */
export type ServiceSettings = { readonly [name: string]: string | number | undefined };

/** The "host:port" pairs of a setting that lists them. */
export const hostsIn = (settings: ServiceSettings, name: string): string[] =>
  String(settings[name] ?? "")
    .split(",")
    .filter(Boolean);

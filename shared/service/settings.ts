/** The operator's settings for services, by environment variable; absent if unset and without default. */
export type ServiceSettings = { readonly [name: string]: string | number | undefined };

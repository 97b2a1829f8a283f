/**
 * The operator's settings for services, by the names of the environment; absent if unset and without a
 * default.
 */
export type ServiceSettings = { readonly [name: string]: string | number | undefined };

/** What the operator has set for services, by the names of the environment; absent where there is no default. */
export type ServiceSettings = { readonly [name: string]: string | number | undefined };

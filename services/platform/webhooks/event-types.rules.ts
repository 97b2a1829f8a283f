/** Which types of event an endpoint wants: "*", "sale.*" or "sale.finalized". Pure. */
export const TYPE_PATTERN = {
  regex: /^(\*|[a-z_]+\.(\*|[a-z_]+))$/,
  allowed: "a type of event such as sale.finalized, sale.* for all of them, or * for every type",
};

export const matchesType = (patterns: readonly string[], type: string): boolean =>
  patterns.some(
    (each) => each === "*" || each === type || (each.endsWith(".*") && type.startsWith(each.slice(0, -1))),
  );

/** The first pattern that no type can match. */
export const unknownPattern = (patterns: readonly string[], types: readonly string[]): string | undefined =>
  patterns.find((each) => !types.some((type) => matchesType([each], type)));

/** Declarations found in barrels: resources, operations, events and errors are data that name their kind. */

type Declared = { readonly kind?: unknown };
/** An error's declaration is a function as well, which makes one to throw. */
const isObject = (value: unknown): value is Declared =>
  (typeof value === "object" || typeof value === "function") && value !== null;

/** What the barrels declare of one kind, in tables of declarations as well. */
export function declaredIn<T>(barrels: readonly object[], kind: string): T[] {
  return barrels
    .flatMap((each) => Object.values(each).filter(isObject))
    .flatMap((value) => (value.kind === undefined ? Object.values(value).filter(isObject) : [value]))
    .filter((value) => value.kind === kind) as T[];
}

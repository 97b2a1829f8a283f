/** Finds declarations in barrels: resources, operations, events and errors are data with a `kind`. */

type Declared = { readonly kind?: unknown };
/** An error's declaration is also a function, which creates the error to throw. */
const isObject = (value: unknown): value is Declared =>
  (typeof value === "object" || typeof value === "function") && value !== null;

/** All declarations of one kind in the barrels, including those inside tables of declarations. */
export function declaredIn<T>(barrels: readonly object[], kind: string): T[] {
  return barrels
    .flatMap((each) => Object.values(each).filter(isObject))
    .flatMap((value) => (value.kind === undefined ? Object.values(value).filter(isObject) : [value]))
    .filter((value) => value.kind === kind) as T[];
}

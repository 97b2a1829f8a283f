/** What a service refuses, in a dialect's words. */
import { isFailure } from "../../shared/errors.ts";
import type { Violation } from "../../shared/fields/index.ts";
import type { Shape } from "./shape.ts";

/**
 * The error of a service in the words of a dialect's body; `part` names where in the body the shape's object stands, when it
 * is not the whole.
 */
export function inWords(shape: Shape, error: unknown, several: boolean, part = ""): unknown {
  if (!isFailure(error) || !error.data?.errors) return error;
  const errors = error.data.errors.map((each) =>
    part && !each.pointer.startsWith(`${part}/`) ? each : renamed(each, shape, several, part),
  );
  error.data = { ...error.data, errors };
  if (errors[0]) error.message = errors[0].message;
  return error;
}

function renamed(violation: Violation, shape: Shape, several: boolean, part: string): Violation {
  const pointer = violation.pointer.slice(part.length);
  const [, element = "", rest = ""] = /^(\/\d+)?(.*)$/.exec(pointer) ?? [];
  const inside = rest.slice(1).replaceAll("/", ".");
  const names = Object.entries(shape.fields);
  const found = names.find(([, { path }]) => path && (inside === path || inside.startsWith(`${path}.`)));
  const place = `${part}${several ? element : ""}`;
  const message = spoken(shape, violation.message);
  if (!found) return { ...violation, pointer: `${place}${rest}`, message };
  const [name, { path }] = found;
  const tail = inside.slice(path.length).replaceAll(".", "/");
  const last = path.split(".").at(-1);
  return {
    ...violation,
    pointer: `${place}/${name}${tail}`,
    message: message.replaceAll(`'${last}'`, `'${name}'`),
  };
}

/** What a service says of our fields, with the shape's names for them. */
export function spoken(shape: Shape, message: string): string {
  const names = new Map(Object.entries(shape.fields).map(([name, { path }]) => [path, name]));
  return message.replace(/'([a-z_.]+)'/g, (quoted, path: string) =>
    names.has(path) && !(path in shape.fields) ? `'${names.get(path)}'` : quoted,
  );
}

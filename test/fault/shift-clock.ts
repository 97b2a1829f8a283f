/** Loaded with `node --import` before a process: its wall clock is CLOCK_SHIFT_MS off. Nothing in the product knows of it. */
const shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const Real = Date;
const now = () => Real.now() + shift;

globalThis.Date = new Proxy(Real, {
  construct: (target, given, as) => Reflect.construct(target, given.length ? given : [now()], as),
  apply: () => new Real(now()).toString(),
  get: (target, name, as) => (name === "now" ? now : Reflect.get(target, name, as)),
});

/** Turns of transactions at what is contended (shared/service/turns.ts). */
import { type Turn, type Turns, turns } from "../../../shared/service/turns.ts";

type Run = { name: string; end: () => void; ended: Promise<void>; turn: Turn };

/** Lets everything run that waits for nothing else. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Starts runs of a command which end when told to. */
function starter(all: Turns) {
  const begun: Run[] = [];
  const start = (command: string, name: string, lost?: string) => {
    const done = Promise.withResolvers<void>();
    const ended = all.run(command, async (turn) => {
      if (lost) await turn.at(lost);
      begun.push({ name, end: done.resolve, ended, turn });
      await done.promise;
    });
    return ended;
  };
  return { begun, start, names: () => begun.map(({ name }) => name) };
}

test("one that lost a conflict waits for the others that lost one on the same resource, in their order", async () => {
  const { begun, start, names } = starter(turns());
  for (const name of ["a", "b", "c"]) void start("sell", name, "levels");
  void start("adjust", "other", "costs");
  await settled();
  expect(names()).toEqual(["a", "other"]);
  expect(begun.every(({ turn }) => turn.held())).toBe(true);
  for (const next of ["b", "c"]) {
    begun.find(({ name }) => name === (next === "b" ? "a" : "b"))!.end();
    await settled();
    expect(names().at(-1)).toBe(next);
  }
});

test("while there is a queue, further runs of the command join it before they begin; other commands do not", async () => {
  const { begun, start, names } = starter(turns());
  void start("sell", "a", "levels");
  void start("sell", "b", "levels");
  await settled();
  void start("sell", "c");
  void start("read", "d");
  await settled();
  expect(names()).toEqual(["a", "d"]);
  begun[0]!.end();
  await settled();
  begun.find(({ name }) => name === "b")!.end();
  await settled();
  expect(names()).toEqual(["a", "d", "b", "c"]);
});

test("at most eight runs of a command have begun; one that fails gives its place to the next", async () => {
  const all = turns();
  const { begun, start, names } = starter(all);
  const failing = all.run("sell", async () => {
    await settled();
    throw new Error("refused");
  });
  for (let i = 0; i < 9; i++) void start("sell", `${i}`);
  void start("adjust", "other");
  await expect(failing).rejects.toThrow("refused");
  await settled();
  expect(names()).toEqual(["0", "1", "2", "3", "4", "5", "6", "other", "7"]);
  begun[0]!.end();
  await settled();
  expect(names().at(-1)).toBe("8");
});

/** The actions that are not commands: reads, flows across services, and work across all tenants. */
import { invalid, isFailure } from "../errors.ts";
import { compileInput } from "../fields/index.ts";
import type { Headers, Meta } from "../meta.ts";
import type { RunSaga } from "../saga/saga.ts";
import { answered, inProgress, isKept } from "./answers.ts";
import { globalOf } from "./global.ts";
import type { Handler } from "./operation.ts";
import { readerOf } from "./reader.ts";
import { type References, wantedOf } from "./references.ts";
import type { Runtime } from "./runtime.ts";
import type { Transact } from "./transact.ts";
import { writeOf } from "./tx.ts";
import type { ActionHandler } from "./verbs.ts";
import { refuseRestricted } from "./visible.ts";

export function actionOf(
  handler: Exclude<Handler, { mode: "command" | "rows" }>,
  runtime: Runtime,
  references: References,
): ActionHandler {
  const { operation } = handler;
  const { db, callFor, transact, committed } = runtime;
  const validate = compileInput(operation.input, operation.change ? "change" : "create");
  return async (input, meta, headers) => {
    refuseRestricted(operation, meta);
    const checked = validate(input);
    if (!checked.ok) throw invalid(checked.violations, checked.count);
    const { value } = checked;
    if (handler.mode === "global") {
      const run = async () => ({
        result: await handler.run(globalOf(db, transact, meta), value, callFor),
        kept: false,
      });
      // Callers who have not signed in share the key space: store nothing under their keys.
      if (!meta?.org) return (await run()).result;
      const { result, replayed } = await answered(db, meta, headers, run);
      headers.replayed = replayed;
      return result;
    }
    if (handler.mode === "query") return handler.run(readerOf(db, meta), value, callFor(meta));
    // A flow stores its own answer: with the pivot of its saga, or in a transaction that it starts.
    const { result, replayed } = await answered(db, meta, headers, () =>
      besideItsTwins(runtime, meta, headers, async (writing) => {
        await references.verify(wantedOf(operation.input, value, handler), meta);
        const [reader, write, call] = [readerOf(db, meta), writeOf(db, meta, committed), callFor(meta)];
        return handler.run({ reader, write, meta, headers, call, ...writing }, value);
      }),
    );
    headers.replayed = replayed;
    return result;
  };
}

/**
 * A flow without a saga of its own may be refused because an earlier copy of the same request holds what it
 * needs, when the client got no answer. The client is then asked to wait, instead of refused (API-9).
 */
async function besideItsTwins<T>(
  { db, sagas, transact }: Runtime,
  meta: Meta,
  headers: Headers,
  run: (writing: { runSaga: RunSaga; transact: Transact }) => Promise<T>,
): Promise<{ result: T; kept: boolean }> {
  const since_ms = db.now();
  let [own, kept] = [false, false];
  const runSaga: RunSaga = (declared, options) => {
    own = true;
    kept ||= options.headers !== undefined;
    return sagas.run(declared, options);
  };
  const keeping: Transact = (who, unit, write) => {
    kept ||= unit.headers !== undefined;
    return transact(who, unit, write);
  };
  try {
    return { result: await run({ runSaga, transact: keeping }), kept };
  } catch (error) {
    const refused = !own && isFailure(error) && isKept(error);
    if (refused && (await sagas.hasRun(meta, headers, since_ms))) throw inProgress();
    throw error;
  }
}

/** The steps of a service, and what became of them in a database. */
import mongoose, { type Connection } from "mongoose";
import type { Row } from "./database.ts";
import type { ServiceDefinition } from "./definition.ts";
import { isDone, recordsIn, type Step, stepsOf, unknownIn } from "./migrations.ts";
import { wordsStep } from "./remake.ts";

type Stepping = Pick<ServiceDefinition, "name" | "resources" | "migrations">;

/** Migrations first: words follow from the rows. */
export const allSteps = ({ name, resources, migrations = [] }: Stepping): Step[] => [
  ...stepsOf(name, migrations),
  wordsStep(resources),
];

export type MigrationState = {
  service: string;
  id: string;
  about: string;
  /** `unknown`: of a newer version, which this one refuses to start on. */
  state: "done" | "due" | "interrupted" | "unknown";
  /** Rows it has passed so far. */
  rows: number;
  /** Rows that the next start would pass; only counted for a dry run. */
  rows_left?: number;
  finished_at?: string;
};

/** What each service's database has recorded. */
export async function migrationsIn(
  url: string,
  namespace: string,
  services: readonly Stepping[],
  options: { dryRun: boolean },
): Promise<MigrationState[]> {
  const connection = await mongoose.createConnection(url).asPromise();
  try {
    const states = services.map((each) =>
      statesIn(connection.useDb(`${namespace}_${each.name}`), each, options),
    );
    return (await Promise.all(states)).flat();
  } finally {
    await connection.close();
  }
}

async function statesIn(
  db: Connection,
  service: Stepping,
  { dryRun }: { dryRun: boolean },
): Promise<MigrationState[]> {
  const steps = allSteps(service);
  const records = await recordsIn(db.collection<Row>("_migrations"));
  const known = await Promise.all(
    steps.map(async (step) => {
      const state = stateOf(service.name, step, records.get(step.id));
      const counts = dryRun && state.state !== "done";
      return counts ? { ...state, rows_left: await leftOf(db, step, records.get(step.id)) } : state;
    }),
  );
  const newer = unknownIn(steps, records).map((id): MigrationState => {
    const about = "A migration of a newer version of Backroom.";
    return { service: service.name, id, about, state: "unknown", rows: records.get(id)?.rows ?? 0 };
  });
  return [...known, ...newer];
}

function stateOf(service: string, step: Step, record: Row | undefined): MigrationState {
  const { id, about, version } = step;
  const own = record?.version === version ? record : undefined;
  const state = isDone(step, record) ? "done" : own ? "interrupted" : "due";
  const finished_at = own?.finished_at && { finished_at: own.finished_at.toISOString() };
  return { service, id, about, state, rows: own?.rows ?? 0, ...finished_at };
}

/** A run that changes nothing. */
async function leftOf(db: Connection, step: Step, record: Row | undefined): Promise<number> {
  const progress = record?.version === step.version ? record.progress : undefined;
  let left = 0;
  await step.up({
    async batches({ plural }) {
      const last = progress?.[plural];
      left += await db.collection(plural).countDocuments(last === undefined ? {} : { _id: { $gt: last } });
    },
  });
  return left;
}

/** What an assistant may read: the GET operations of the native document. */
type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema?: { enum?: unknown[]; description?: string };
};
type Operation = { summary?: string; tags?: readonly string[]; parameters?: readonly Parameter[] };
export type NativeDocument = {
  servers: readonly { url: string }[];
  paths: Record<string, Record<string, Operation>>;
};

export type Read = { path: string; summary: string; tag: string; parameters: string[] };

const MOST_FOUND = 20;

const told = ({ name, required, schema }: Parameter): string =>
  [
    `${name}${required ? " (required)" : ""}`,
    ...(schema?.enum ? [`one of ${schema.enum.join(", ")}`] : []),
    ...(schema?.description ? [schema.description] : []),
  ].join(": ");

export const readsOf = ({ paths }: NativeDocument): Read[] =>
  Object.entries(paths).flatMap(([path, { get }]) =>
    get
      ? [
          {
            ...{ path, summary: get.summary ?? "", tag: get.tags?.[0] ?? "" },
            parameters: (get.parameters ?? []).filter((each) => each.in !== "header").map(told),
          },
        ]
      : [],
  );

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Those whose address or sentence has most of the words, the shortest addresses first. */
export function readsNamed(reads: readonly Read[], text: string): Read[] {
  const words = wordsIn(text);
  const hits = ({ path, summary, tag }: Read) => {
    const own = `${path} ${summary} ${tag}`.toLowerCase();
    return words.filter((word) => own.includes(word)).length;
  };
  return reads
    .map((read) => ({ read, found: hits(read) }))
    .filter(({ found }) => found > 0 || words.length === 0)
    .sort((a, b) => b.found - a.found || a.read.path.length - b.read.path.length)
    .slice(0, MOST_FOUND)
    .map(({ read }) => read);
}

/** An id, or a name: nothing that an address gives a meaning. */
const isValue = (part: string) => /^[^?#%\\]+$/.test(part) && !/^\.+$/.test(part);

/** Whether a path is one of a read, with values in the place of its parameters. */
export function isRead(reads: readonly Read[], path: string): boolean {
  const parts = path.split("/");
  return reads.some(({ path: known }) => {
    const own = known.split("/");
    return (
      own.length === parts.length &&
      own.every((part, i) => (part.startsWith("{") ? isValue(parts[i]!) : part === parts[i]))
    );
  });
}

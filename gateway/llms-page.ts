/** `/llms.txt`: the API in plain text, for programs that read before they call (llmstxt.org). */
type Documents = readonly { title: string; url: string; document(): object }[];
type Operation = { summary?: string; tags?: readonly string[] };
type Document = {
  info: { title: string; description: string };
  servers: readonly { url: string }[];
  tags: readonly { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
};

const METHODS = ["get", "post", "patch", "put", "delete"];

/** The operations of a tag, one in a line. */
function linesOf({ paths }: Document, tag: string): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation?.tags?.includes(tag)
        ? [`- ${method.toUpperCase()} ${path}: ${operation.summary}`]
        : [];
    }),
  );
}

/** The native document is the first one; the others are named with their addresses. */
export function llmsText(documents: Documents): string {
  const [native, ...others] = documents;
  const document = native!.document() as Document;
  const { info, servers, tags } = document;
  const [summary = "", ...rules] = info.description.split("\n\n");
  const sections = tags.flatMap(({ name, description }) => [
    `## ${name}`,
    ...(description ? [description] : []),
    linesOf(document, name).join("\n"),
  ]);
  return `${[
    "# Backroom",
    "> The open back office for consignment and resale shops, marketplaces and small makers: what is for sale, where it is, how it was sold, who is owed what, and what was agreed.",
    summary,
    `Addresses below begin with \`${servers[0]!.url}\`. The whole contract, with schemas and examples, is [${info.title}](${native!.url}); [/docs](/docs) shows it.`,
    ...rules,
    "## Other APIs over the same data",
    others.map(({ title, url }) => `- [${title}](${url})`).join("\n"),
    ...sections,
  ].join("\n\n")}\n`;
}

/** What the package says of itself in its README; it has no types. */
declare module "openapi-to-postmanv2" {
  type Converted = { result: true; output: { data: object }[] } | { result: false; reason: string };
  const converter: {
    convertV2(
      source: { type: "string"; data: string },
      options: Record<string, unknown>,
      done: (error: Error | null, converted: Converted) => void,
    ): void;
  };
  export default converter;
}

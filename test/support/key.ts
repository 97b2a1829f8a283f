/** The key of sealed values in tests that do not need another one. */
export const TEST_KEY = Buffer.alloc(32, 7).toString("base64");

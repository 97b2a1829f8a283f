/** The key of sealed values in every test that has no reason for another one. */
export const TEST_KEY = Buffer.alloc(32, 7).toString("base64");

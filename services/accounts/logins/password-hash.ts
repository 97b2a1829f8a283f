/** Passwords as scrypt hashes: memory-hard, 32 MiB each, with their parameters and salt beside them (MRC-AUT-6). */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

const LOG_N = 15;
const R = 8;
const P = 3;
const BYTES = 32;
const MAX_MEMORY = 128 * 1024 * 1024;

const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, BYTES, { ...options, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

export async function hashOf(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { N: 2 ** LOG_N, r: R, p: P });
  return ["scrypt", LOG_N, R, P, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** A hash of nothing: who has no password is refused after as much work as others (MRC-AUT-1). */
const nobody = hashOf(randomBytes(16).toString("hex"));

/** Whether the password matches this hash; never for null. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, log_n, r, p, salt = "", key = ""] = (hash ?? (await nobody)).split("$");
  const options = { N: 2 ** Number(log_n), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, "base64url"), options);
  return timingSafeEqual(derived, Buffer.from(key, "base64url")) && hash !== null;
}

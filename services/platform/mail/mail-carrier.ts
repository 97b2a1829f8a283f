/** Passes a message to the mail server in the settings; without one, writes it to a file (NTF-1). */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import nodemailer, { type NodemailerError, type SendMailOptions } from "nodemailer";
import { writePrivate } from "../../../shared/provision/private-file.ts";
import type { ServiceSettings } from "../../../shared/service/settings.ts";
import type { Refusal } from "./retries.rules.ts";

export type Message = { id: string; to: string; subject: string; text: string; date: string };

export type Carried = { status: "sent" | "kept" } | (Refusal & { status: "refused"; error: string });

export type Carrier = {
  /** The longest that `carry` takes, in milliseconds. */
  timeout_ms: number;
  /** Never throws: a refusal is a result. */
  carry(message: Message, signal: AbortSignal): Promise<Carried>;
};

/** The sender of mails that go to a file only. */
const NOBODY = "Backroom <backroom@localhost>";
const ERROR_CHARACTERS = 500;

/** The host of an address like `Shop <shop@example.com>`. */
const hostOf = (address: string): string => /@([^\s>]+)/.exec(address)?.[1] ?? "localhost";

const optionsOf = (from: string, { id, ...rest }: Message): SendMailOptions => ({
  ...rest,
  from,
  // The same for every attempt, so that a receiver recognizes a repetition.
  messageId: `<${id}@${hostOf(from)}>`,
  headers: { "Auto-Submitted": "auto-generated" },
  disableFileAccess: true,
  disableUrlAccess: true,
});

function refusal(error: unknown): Carried {
  const { message, responseCode = null, command = null } = error as NodemailerError;
  return {
    status: "refused",
    error: message.slice(0, ERROR_CHARACTERS),
    response_code: responseCode,
    command,
  };
}

function toServer(url: string, from: string, timeout_ms: number): Carrier {
  const times = { connectionTimeout: timeout_ms, greetingTimeout: timeout_ms, socketTimeout: timeout_ms };
  const transport = nodemailer.createTransport({ url, ...times });
  return {
    timeout_ms,
    async carry(message, signal) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout_ms)]);
      try {
        await transport.sendMail({ ...optionsOf(from, message), signal: limit });
        return { status: "sent" };
      } catch (error) {
        return refusal(error);
      }
    },
  };
}

function toFolder(folder: string, from: string, timeout_ms: number): Carrier {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return {
    timeout_ms,
    async carry(message) {
      try {
        const { message: bytes } = await transport.sendMail(optionsOf(from, message));
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writePrivate(join(folder, `${message.id}.eml`), bytes.toString());
        return { status: "kept" };
      } catch (error) {
        return refusal(error);
      }
    },
  };
}

const made = new WeakMap<ServiceSettings, Carrier | null>();

/** The carrier for the settings; null if they name neither a server nor a folder. */
export function carrierOf(settings: ServiceSettings): Carrier | null {
  const known = made.get(settings);
  if (known !== undefined) return known;
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_DIR: folder, SMTP_TIMEOUT_MS: timeout_ms } = settings;
  const [sender, limit_ms] = [String(from ?? NOBODY), Number(timeout_ms)];
  const carrier =
    url !== undefined
      ? toServer(String(url), sender, limit_ms)
      : folder !== undefined
        ? toFolder(String(folder), sender, limit_ms)
        : null;
  made.set(settings, carrier);
  return carrier;
}

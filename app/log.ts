/** The log: lines of JSON on the standard output for whatever reads them, readable ones where a person looks on. */
import pino, { type Logger } from "pino";
import pretty from "pino-pretty";

/** `terminal`: where a person looks on, if one does. */
export function logTo(level: string, terminal: NodeJS.WritableStream | null): Logger {
  if (!terminal) return pino({ level });
  const readable = pretty({
    destination: terminal,
    colorize: true,
    translateTime: "SYS:HH:MM:ss",
    ignore: "pid,hostname",
    singleLine: true,
  });
  return pino({ level }, readable);
}

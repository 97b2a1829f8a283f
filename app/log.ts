/** The log: JSON lines on standard output, or readable lines on a terminal. */
import pino, { type Logger } from "pino";
import pretty from "pino-pretty";

/** `terminal`: the terminal, or null. */
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

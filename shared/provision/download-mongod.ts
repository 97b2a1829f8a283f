/**
 * A program of its own: `node download-mongod.ts VERSION FOLDER` prints the path of the downloaded mongod in
 * its last line. It is a separate process because a download behind a silent firewall can only be ended from
 * outside.
 */
import { MongoBinary } from "mongodb-memory-server-core";

const [version = "", downloadDir = ""] = process.argv.slice(2);
console.log(`\n${await MongoBinary.getPath({ version, downloadDir, checkMD5: true })}`);

// Runs Azurite for as long as the process that started this one lives.
//
//   node azurite-for-parent.mjs AZURITE_ENTRY GUARD_FILE|- [Azurite's own arguments...]
//
// The starter holds the other end of stdin. When that closes, whether the starter closed it or was killed, Azurite is asked to stop and
// writes down what it holds in memory. Ctrl-C in a terminal reaches every process of the terminal's group, and the app still needs its
// storage while it stops: so Azurite runs in a group of its own, and the signal does nothing here.
//
// GUARD_FILE says where a started emulator can be asked whether it still runs: { port, token }. Connecting to the port gives the token,
// and the connection lasts exactly as long as the process. A process id alone would not do: ids come round again.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const oldestNode = 20;
const shutdownLimit = 15_000;
const inOwnGroup = "--in-own-group";

const [, , ...given] = process.argv;

if (Number(process.versions.node.split(".")[0]) < oldestNode) {
  console.error(`node ${process.versions.node} is too old`);
  process.exit(3);
} else if (given[0] === inOwnGroup) {
  await serve(given[1], given[2], given.slice(3));
} else {
  launch();
}

function launch() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  const azurite = spawn(process.execPath, [fileURLToPath(import.meta.url), inOwnGroup, ...given], {
    detached: true,
    stdio: "inherit",
    windowsHide: true,
  });
  azurite.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  azurite.on("exit", (code) => process.exit(code ?? 1));
}

async function serve(entry, guardFile, azuriteArguments) {
  // A starter that was killed reads no more; without this the first word on the way out would be the last.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

  process.stdin.on("end", stop).on("close", stop).on("error", stop).resume();
  if (guardFile !== "-") await guard(guardFile);

  process.argv = [process.execPath, entry, ...azuriteArguments];
  createRequire(import.meta.url)(entry);
}

let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), shutdownLimit).unref();

  // Azurite listens for the signal once it has started; before that it holds nothing that is not on disk.
  if (!process.emit("SIGTERM")) process.exit(0);
}

function guard(file) {
  const token = randomBytes(16).toString("hex");
  const server = createServer((socket) => {
    socket.on("error", () => {}).write(token + "\n");
    socket.unref();
  });
  process.on("exit", () => rmSync(file, { force: true }));
  return new Promise((resolve, reject) => {
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      server.unref();
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file + ".new", JSON.stringify({ port: server.address().port, token }));
      renameSync(file + ".new", file);
      resolve();
    });
  });
}

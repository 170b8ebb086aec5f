import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { say } from "../setup/places.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const usualPlaces = [
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const chromiumFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Path of a Chromium: `CHROMIUM`, the PATH, the usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM: wanted } = process.env;
  if (wanted !== undefined && wanted !== "") return fs.existsSync(wanted) ? wanted : undefined;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...usualPlaces].find((file) => fs.existsSync(file));
}

/** A Chromium; installed with apt-get only as root on Debian or Ubuntu. Throws a sentence where there is none. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.env.CHROMIUM === undefined && process.getuid?.() === 0 && isDebian()) {
    say("Installing Chromium with apt-get …");
    const stdio: ["ignore", number, number] = ["ignore", 2, 2];
    spawnSync("apt-get", ["update", "-qq"], { stdio });
    const args = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", args, { stdio, env });
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    "No Chromium was found: install Chromium or Chrome, or set CHROMIUM to its path, and run the command again.",
  );
}

function isDebian(): boolean {
  const file = "/etc/os-release";
  return (
    fs.existsSync(file) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(fs.readFileSync(file, "utf8"))
  );
}

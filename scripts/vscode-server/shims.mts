/** Stand-ins for the three native modules that would need a compiler, by package name. */
export const shims: Readonly<Record<string, string>> = {
  // Without it VS Code writes no log files at all. VS Code loads it with import(), which sees only names
  // that are assigned one by one.
  spdlog: `
const fs = require("fs");
const path = require("path");
const names = ["trace", "debug", "info", "warning", "error", "critical", "off"];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level || this.closed) return;
    const line = this.raw ? message : new Date().toISOString() + " [" + names[level] + "] " + message + "\\n";
    try { fs.appendFileSync(this.file, line); } catch { /* the folder of a finished run may be gone */ }
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  setLevel(level) { this.level = level; }
  getLevel() { return this.level; }
  setPattern() {}
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() { this.closed = true; }
}
const create = async (name, file) => new Logger(file);
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`,
  "native-watchdog": "exports.start = () => {};\n",
  deviceid: `exports.getDeviceId = async () => "00000000-0000-4000-8000-000000000000";\n`,
};

import { runCli } from "./runCli";

void runCli(process.argv.slice(2)).then(({ stdout, stderr, exitCode }) => {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
});

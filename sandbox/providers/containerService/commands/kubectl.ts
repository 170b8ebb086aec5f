/** What a command line has done to a cluster of which only the namespaces are kept. */
export interface ShellResult {
  readonly exitCode: number;
  readonly output: readonly string[];
  /** Namespaces besides those that every cluster has. */
  readonly namespaces: readonly string[];
}

const always = ["default", "kube-node-lease", "kube-public", "kube-system"];

type Command = (match: readonly string[], namespaces: readonly string[]) => ShellResult;

const commands: readonly (readonly [pattern: RegExp, command: Command])[] = [
  [/^create (?:namespace|ns) (\S+)$/u, ([, name = ""], known) => create(name, known)],
  [
    /^create (?:namespace|ns) (\S+) --dry-run=client (?:-o|--output)[ =]yaml \| kubectl apply -f -$/u,
    ([, name = ""], known) => apply(name, known),
  ],
  [
    /^get (?:namespace|namespaces|ns) (\S+)( --ignore-not-found(?:=true)?)?(?: (?:-o|--output)[ =]?(name))?$/u,
    ([, name = "", ignore, format], known) => getOne(name, known, { ignore: !!ignore, format }),
  ],
  [
    /^get (?:namespace|namespaces|ns)(?: (?:-o|--output)[ =]?(name))?$/u,
    ([, format], known) => done(known, table([...always, ...known].sort(), format)),
  ],
  [/^delete (?:namespace|ns) (\S+)$/u, ([, name = ""], known) => remove(name, known)],
];

/**
 * Runs `kubectl` commands for namespaces, joined by `&&`, `||` and `;` as a shell would. Undefined when a
 * command is none of these.
 */
export function runShell(line: string, namespaces: readonly string[]): ShellResult | undefined {
  const parts = line.trim().split(/\s*(&&|\|\||;)\s*/u);
  let result = done(namespaces, []);
  for (let index = 0; index < parts.length; index += 2) {
    const joint = parts[index - 1];
    const next = runOne(parts[index] ?? "", result.namespaces);
    if (!next) {
      return undefined;
    }
    const isSkipped =
      (joint === "&&" && result.exitCode !== 0) || (joint === "||" && result.exitCode === 0);
    result = isSkipped ? result : { ...next, output: [...result.output, ...next.output] };
  }
  return result;
}

function runOne(text: string, namespaces: readonly string[]): ShellResult | undefined {
  const words = text.replaceAll(/\s+/gu, " ").replace(/^kubectl /u, "");
  if (words === text.replaceAll(/\s+/gu, " ")) {
    return undefined;
  }
  for (const [pattern, command] of commands) {
    const match = pattern.exec(words);
    if (match) {
      return command([...match], namespaces);
    }
  }
  return undefined;
}

const done = (namespaces: readonly string[], output: readonly string[]): ShellResult => ({
  exitCode: 0,
  output,
  namespaces,
});

const failed = (namespaces: readonly string[], message: string): ShellResult => ({
  exitCode: 1,
  output: [message],
  namespaces,
});

const isThere = (name: string, known: readonly string[]): boolean =>
  always.includes(name) || known.includes(name);

function create(name: string, known: readonly string[]): ShellResult {
  if (isThere(name, known)) {
    const message = `Error from server (AlreadyExists): namespaces "${name}" already exists`;
    return failed(known, message);
  }
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u.test(name)) {
    const message = `The Namespace "${name}" is invalid: metadata.name: Invalid value: "${name}"`;
    return failed(known, message);
  }
  return done([...known, name], [`namespace/${name} created`]);
}

function apply(name: string, known: readonly string[]): ShellResult {
  return isThere(name, known) ? done(known, [`namespace/${name} unchanged`]) : create(name, known);
}

function getOne(
  name: string,
  known: readonly string[],
  { ignore, format }: { readonly ignore: boolean; readonly format: string | undefined },
): ShellResult {
  if (isThere(name, known)) {
    return done(known, table([name], format));
  }
  return ignore ? done(known, []) : notFound(name, known);
}

function remove(name: string, known: readonly string[]): ShellResult {
  if (!known.includes(name)) {
    return always.includes(name)
      ? failed(known, `Error from server (Forbidden): namespaces "${name}" is forbidden`)
      : notFound(name, known);
  }
  const rest = known.filter((other) => other !== name);
  return done(rest, [`namespace "${name}" deleted`]);
}

function notFound(name: string, known: readonly string[]): ShellResult {
  return failed(known, `Error from server (NotFound): namespaces "${name}" not found`);
}

function table(names: readonly string[], format: string | undefined): string[] {
  return format === "name"
    ? names.map((name) => `namespace/${name}`)
    : ["NAME   STATUS   AGE", ...names.map((name) => `${name}   Active   1m`)];
}

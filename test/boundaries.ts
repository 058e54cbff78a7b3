/** Which file may import what, and what a pure room may not touch: the table, and the reading of a file against it. */
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";

export interface Room {
  /** A folder with its slash, or a file. */
  readonly at: string;
  /** Rooms it may import from, besides itself. */
  readonly imports: readonly string[];
  /** Packages of the registry. */
  readonly packages?: readonly string[];
  /** No package of Node's own, no clock, no randomness, no input or output, no environment. */
  readonly pure?: true;
}

export const ROOMS: readonly Room[] = [
  // The pure middle.
  { at: "src/scoring/", imports: [], packages: ["zod"], pure: true },
  { at: "src/card/", imports: [], pure: true },
  { at: "src/port.ts", imports: ["src/card/"], pure: true },
  // Of no side: the outbox and the connections of every platform try again by the same schedule.
  { at: "src/backoff.ts", imports: [], pure: true },
  { at: "src/reading/", imports: ["src/scoring/"], pure: true },
  {
    at: "src/conversation/",
    imports: ["src/scoring/", "src/card/", "src/port.ts", "src/reading/"],
    pure: true,
  },
  { at: "src/record/", imports: ["src/scoring/", "src/conversation/", "src/card/"], pure: true },
  // A page in a browser. Its script is bundled where a report is written, and all else is pure.
  {
    at: "src/report/page/",
    imports: ["src/report/", "src/scoring/", "src/conversation/"],
  },
  { at: "src/report/bundle.ts", imports: ["src/report/"], packages: ["esbuild"] },
  { at: "src/report/", imports: ["src/scoring/", "src/conversation/", "src/card/"], pure: true },
  // Files and what is read from them: bounded, and as data that the scoring room then checks.
  {
    at: "src/io/",
    imports: ["src/scoring/", "src/card/"],
    packages: ["yaml", "jsonc-parser", "@resvg/resvg-js"],
  },
  { at: "src/packs/", imports: ["src/scoring/", "src/io/"] },
  { at: "src/store/", imports: ["src/port.ts", "src/io/"], packages: ["kysely", "pg"] },
  // Over HTTP: health and metrics, and hosted reports.
  {
    at: "src/web/",
    imports: ["src/port.ts", "src/store/", "adapters/shared/"],
    packages: ["hono", "@hono/node-server", "prom-client", "rate-limiter-flexible"],
  },
  // What makes a running program of it all.
  { at: "src/app/start/", imports: ["src/", "adapters/"] },
  {
    at: "src/app/",
    imports: [
      ...[
        "src/scoring/",
        "src/card/",
        "src/port.ts",
        "src/backoff.ts",
        "src/conversation/",
        "src/record/",
        "src/reading/",
        "src/report/",
      ],
      ...["src/io/", "src/packs/", "src/store/", "adapters/shared/"],
    ],
    packages: ["dotenv", "pino", "rate-limiter-flexible", "tinypool", "zod"],
  },
  // Asks the platforms what they think of the tokens.
  { at: "src/command/doctor.ts", imports: ["src/", "adapters/"] },
  { at: "src/command/keys.ts", imports: ["src/", "adapters/"] },
  // The commands apart from `start`: each a function of its arguments and of where it writes.
  { at: "src/command/", imports: ["src/"], packages: ["commander"] },
  { at: "src/cli.ts", imports: ["src/command/"] },
  // The edges. What more than one of them needs is shared.
  { at: "adapters/shared/", imports: ["src/backoff.ts", "src/port.ts"] },
  {
    at: "adapters/slack/",
    imports: ["src/port.ts", "src/card/", "adapters/shared/"],
    packages: ["@slack/bolt"],
  },
  {
    at: "adapters/discord/",
    imports: ["src/port.ts", "src/card/", "adapters/shared/"],
    packages: ["discord.js"],
  },
  {
    at: "adapters/terminal/",
    imports: ["src/port.ts", "src/card/"],
    packages: ["@inquirer/core", "string-width", "wrap-ansi"],
  },
  // A language model that reads discussions beside our own reader.
  {
    at: "adapters/model/",
    imports: ["src/reading/", "src/scoring/", "adapters/shared/"],
    packages: ["ai", "@ai-sdk/openai-compatible", "zod"],
  },
  // Where records are proposed to. Whose a file is, and its number, are the records' own affair.
  {
    at: "adapters/github/",
    imports: ["src/port.ts", "src/record/", "adapters/shared/"],
    packages: ["@octokit/request"],
  },
];

/** Folders of which others import one file only. */
export const DOORS: Readonly<Record<string, string>> = {
  "src/scoring/acceptability/": "src/scoring/acceptability/acceptability.ts",
};

/** As many names as a reader takes in at a glance. */
export const NAMES_MAX = 16;

/** The only reader of the environment. */
const READS_ENVIRONMENT = "src/app/settings/environment.ts";

/** Globals by which the world comes in. */
const WORLD = new Set(
  `performance crypto fetch WebSocket EventSource XMLHttpRequest Worker navigator process console require global
   globalThis setTimeout setInterval setImmediate queueMicrotask eval Function`.split(/\s+/),
);

export function roomOf(file: string): Room | undefined {
  return ROOMS.find(({ at }) => file === at || (at.endsWith("/") && file.startsWith(at)));
}

/** What a file does that it may not, each in a sentence. `file`: from the repository's root, with slashes. */
export function violations(file: string, source: string): string[] {
  const room = roomOf(file);
  if (room === undefined) return [`${file} is in no room: give it one in test/boundaries.ts`];
  const { program, module, errors } = parseSync(file, source);
  if (errors.length > 0) return [`${file} cannot be parsed: ${errors[0]?.message}`];
  const found: string[] = [];
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end)),
  ];
  for (const request of new Set(requests)) {
    const why = refused(room, file, request);
    if (why !== null) found.push(`${file} imports ${request}: ${why}`);
  }
  walk(program as unknown as Node, (node, parent, key) => {
    if (room.pure === true) {
      const worldly = worldlyUse(node, parent, key);
      if (worldly !== null) found.push(`${file} uses ${worldly} in a pure room`);
    }
    if (file !== READS_ENVIRONMENT && readsEnvironment(node))
      found.push(`${file} reads process.env: only ${READS_ENVIRONMENT} may`);
  });
  return found;
}

/** The files that a file imports, types included: from the repository's root, with slashes. */
export function importsOf(file: string, source: string): readonly string[] {
  const { staticImports } = parseSync(file, source).module;
  return staticImports
    .map(({ moduleRequest }) => moduleRequest.value)
    .filter((request) => request.startsWith("."))
    .map((request) => normalize(join(dirname(file), request)).replaceAll("\\", "/"));
}

/** A way from a file back to itself, if there is one. */
export function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  function from(file: string, way: readonly string[]): readonly string[] | null {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of imports.get(file) ?? []) {
      const circle = from(next, [...way, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  }
  for (const file of imports.keys()) {
    const circle = from(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

/** Names of types that more than one file exports, each with its files. */
export function homonyms(sources: ReadonlyMap<string, string>): readonly string[] {
  const files = new Map<string, string[]>();
  for (const [file, source] of sources)
    for (const name of typesOf(file, source)) files.set(name, [...(files.get(name) ?? []), file]);
  return [...files].filter(([, all]) => all.length > 1).map(([name, all]) => `${name}: ${all.join(", ")}`);
}

function typesOf(file: string, source: string): readonly string[] {
  return parseSync(file, source).module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ isType, exportName }) =>
      isType && exportName.name !== null ? [exportName.name] : [],
    ),
  );
}

/** How many names each folder holds, folders and files. */
export function levels(files: readonly string[]): ReadonlyMap<string, number> {
  const names = new Map<string, Set<string>>();
  for (const file of files) {
    const parts = file.split("/");
    parts.forEach((part, depth) => {
      const level = parts
        .slice(0, depth)
        .map((one) => `${one}/`)
        .join("");
      names.set(level, (names.get(level) ?? new Set()).add(part));
    });
  }
  return new Map([...names].map(([level, held]) => [level, held.size]));
}

function refused(room: Room, file: string, request: string): string | null {
  const name = request.replace(/^["'](.*)["']$/, "$1");
  if (name.startsWith("node:")) return room.pure === true ? "the room is pure" : null;
  if (name.startsWith(".")) {
    const target = normalize(join(dirname(file), name)).replaceAll("\\", "/");
    const [behind, door] = Object.entries(DOORS).find(([at]) => target.startsWith(at)) ?? [];
    if (behind !== undefined && !file.startsWith(behind) && target !== door)
      return `${door} is the door of ${behind}`;
    const inside = target === room.at || (room.at.endsWith("/") && target.startsWith(room.at));
    const allowed = room.imports.some((at) => target === at || (at.endsWith("/") && target.startsWith(at)));
    return inside || allowed ? null : `${room.at} may import ${room.imports.join(", ") || "nothing outside"}`;
  }
  const parts = name.split("/");
  const packageName = parts.slice(0, name.startsWith("@") ? 2 : 1).join("/");
  return room.packages?.includes(packageName) ? null : `the package is not ${room.at}'s`;
}

/** As much of a syntax tree's node as is looked at. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Types say nothing about what runs. */
const TYPES = new Set([
  "TSTypeAnnotation",
  "TSTypeParameterInstantiation",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
]);

function walk(
  node: Node,
  visit: (node: Node, parent: Node | null, key: string) => void,
  parent: Node | null = null,
  at = "",
) {
  if (TYPES.has(node.type)) return;
  visit(node, parent, at);
  for (const [key, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) walk(child, visit, node, key);
}

function worldlyUse(node: Node, parent: Node | null, key: string): string | null {
  if (node.type !== "Identifier" || typeof node.name !== "string" || parent === null) return null;
  const named =
    (key === "property" || key === "key") && parent.computed === false && parent.shorthand !== true;
  if (named) return null;
  if (WORLD.has(node.name)) return node.name;
  const member =
    parent.type === "MemberExpression" && key === "object" && isNode(parent.property) ? parent : null;
  const property =
    member !== null && member.computed === false && isNode(member.property) ? member.property.name : null;
  if (node.name === "Math")
    return typeof property === "string" && property !== "random" ? null : "Math.random";
  if (node.name !== "Date") return null;
  const given =
    parent.type === "NewExpression" && Array.isArray(parent.arguments) && parent.arguments.length > 0;
  return given || property === "UTC" || property === "parse" ? null : "the clock (Date)";
}

/** `process.env`, `process["env"]`, `{ env } = process`, and whatever hands on the whole of `process`. */
function readsEnvironment(node: Node): boolean {
  if (
    node.type === "MemberExpression" &&
    isNode(node.object) &&
    node.object.name === "process" &&
    isNode(node.property)
  )
    return node.property.name === "env" || node.property.value === "env";
  return node.type === "VariableDeclarator" && isNode(node.init) && node.init.name === "process";
}

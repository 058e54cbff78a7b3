/**
 * Bodies with files: one part `payload_json`, and a part `files[n]` for each file, of which `attachments` says the
 * name by the id n. https://docs.discord.com/developers/reference#uploading-files
 */
import type { Json } from "./world.ts";

export interface SentFile {
  /** The n of its part `files[n]`. */
  readonly n: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Body {
  readonly body: Json;
  readonly files: readonly SentFile[];
  /** What Discord would have refused. */
  readonly problems: readonly string[];
}

export async function readBody(bytes: Buffer, type: string): Promise<Body> {
  if (type.startsWith("multipart/")) return await readMultipart(bytes, type);
  if (bytes.length === 0) return { body: {}, files: [], problems: [] };
  const problems = type.startsWith("application/json") ? [] : [`JSON as ${JSON.stringify(type)}`];
  return { body: JSON.parse(bytes.toString()) as Json, files: [], problems };
}

async function readMultipart(bytes: Buffer, type: string): Promise<Body> {
  const problems: string[] = [];
  const files: SentFile[] = [];
  const payloads: string[] = [];
  const form = await new globalThis.Response(new Uint8Array(bytes), {
    headers: { "content-type": type },
  }).formData();
  for (const [part, value] of form) {
    const n = /^files\[(\d+)\]$/.exec(part)?.[1];
    if (part === "payload_json" && typeof value === "string") payloads.push(value);
    else if (n === undefined || typeof value === "string") problems.push(`a part named ${part}`);
    else if (files.some((file) => file.n === n)) problems.push(`files[${n}] twice`);
    else files.push({ n, name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  if (payloads.length !== 1) problems.push(`${payloads.length} parts named payload_json`);
  if (files.length === 0) problems.push("a multipart body without files");
  return { body: JSON.parse(payloads[0] ?? "{}") as Json, files, problems };
}

interface Named {
  readonly id?: unknown;
  readonly filename?: unknown;
}

/** How a message's files, `attachments` and components go together. `kept`: ids of what is attached already. */
export function attachmentProblems(
  body: Json,
  files: readonly SentFile[],
  kept: readonly string[],
): string[] {
  const problems: string[] = [];
  const named = (body.attachments ?? []) as readonly Named[];
  const names = named.map(({ filename }) => filename);
  for (const file of files) {
    const entry = named.find(({ id }) => String(id) === file.n);
    if (entry === undefined) problems.push(`no attachment says what files[${file.n}] is`);
    else if (entry.filename !== file.name) problems.push(`files[${file.n}] is called ${file.name}, or is it`);
    if (file.name === "" || file.bytes.length === 0) problems.push(`files[${file.n}] is empty`);
  }
  for (const { id } of named)
    if (!files.some(({ n }) => n === String(id)) && !kept.includes(String(id)))
      problems.push(`attachment ${String(id)} is nowhere`);
  if (new Set(names).size < names.length) problems.push("two attachments of one name");
  const used = [...JSON.stringify(body.components ?? []).matchAll(/"attachment:\/\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  for (const name of used) if (!names.includes(name)) problems.push(`attachment://${name} is not attached`);
  // A message of components shows only what they refer to.
  for (const name of names) if (!used.includes(String(name))) problems.push(`${name} is attached unseen`);
  if (new Set(used).size < used.length) problems.push("an attachment shown twice");
  return problems;
}

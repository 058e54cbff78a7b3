/** Slack's three steps to a message with a file, or to a file that a message can show; and a file's end. */
import type { IncomingMessage } from "node:http";
import { isJson, listOf } from "./blocks.ts";
import { type Call, closedTo, contentOf, type Method, refuse } from "./call.ts";
import type { Json, SlackFile, Workspace } from "./state.ts";

export const FILE_METHODS: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": { scope: "files:write", run: reserve },
  "files.completeUploadExternal": { scope: "files:write", run: complete },
  "files.delete": { scope: "files:write", run: remove },
  "files.info": { scope: "files:read", run: info },
};

function reserve({ workspace, args, origin }: Call): Json {
  const { filename = "", length = "" } = args;
  if (filename === "" || !/^[1-9]\d*$/.test(length)) return refuse("missing_argument");
  const id = workspace.nextId("F");
  const file: SlackFile = {
    id,
    name: filename,
    length: Number(length),
    bytes: null,
    completed: false,
    deleted: false,
    looks: workspace.pictureLooks,
  };
  workspace.files.set(id, file);
  return { ok: true, upload_url: `${origin}/upload/v1/${workspace.id}/${id}`, file_id: id };
}

/** The address takes the bytes once, as they are, and exactly as many as were announced. */
export function takeBytes(
  workspace: Workspace | undefined,
  id: string,
  bytes: Buffer,
  request: IncomingMessage,
): number {
  const file = workspace?.files.get(id);
  if (file === undefined || file.bytes !== null) return 404;
  if (request.method !== "POST" || bytes.length !== file.length) return 400;
  file.bytes = bytes;
  return 200;
}

/** Says yes at once; the message comes later, and is not in the answer. */
function complete({ workspace, args }: Call): Json {
  const wanted = parsed(args.files);
  if (wanted === null || wanted.length === 0) return refuse("invalid_arguments");
  const files = wanted.map(({ id }) => workspace.files.get(String(id)));
  if (files.some((file) => file === undefined || file.bytes === null || file.completed))
    return refuse("file_not_found");
  const channel = workspace.channels.get(args.channel_id ?? "");
  if (args.channel_id !== undefined) {
    const closed = closedTo(workspace, channel);
    if (channel === undefined || closed !== null) return refuse(closed ?? "channel_not_found");
  }
  const thread = args.thread_ts ?? null;
  const parent = thread === null || channel === undefined ? undefined : workspace.find(channel.id, thread);
  // "Never use a reply's ts value; use its parent instead."
  if (thread !== null && (parent === undefined || (parent.thread ?? parent.ts) !== parent.ts))
    return refuse("invalid_thread_ts");
  // "If the initial_comment field is provided, the blocks field is ignored."
  const said = args.initial_comment ?? "";
  const content = contentOf(
    said !== "" || args.blocks === undefined ? { text: said || "-" } : { text: "-", blocks: args.blocks },
    workspace,
  );
  if ("error" in content) return content.error;
  const ids = files.flatMap((file) => (file === undefined ? [] : [file.id]));
  for (const file of files) if (file !== undefined) file.completed = true;
  if (channel !== undefined)
    workspace.coming.push({
      looks: workspace.fileLooks,
      message: {
        channel: channel.id,
        user: workspace.botUser,
        byBot: true,
        thread,
        broadcast: false,
        text: said,
        blocks: content.blocks,
        files: ids,
        metadata: null,
        edits: 0,
      },
    });
  return { ok: true, files: ids.map((id) => ({ id, title: workspace.files.get(id)?.name })) };
}

/** A file has its type once Slack has looked through it. */
function info({ workspace, args }: Call): Json {
  const file = workspace.files.get(args.file ?? "");
  if (file === undefined || !file.completed || file.deleted) return refuse("file_not_found");
  return {
    ok: true,
    file: { id: file.id, name: file.name, mimetype: workspace.shows(file.id) ? "image/png" : "" },
  };
}

/** A message of which nothing is left goes with its file. */
function remove({ workspace, args }: Call): Json {
  const file = workspace.files.get(args.file ?? "");
  if (file === undefined || !file.completed) return refuse("file_not_found");
  if (file.deleted) return refuse("file_deleted");
  file.deleted = true;
  file.bytes = null;
  for (const message of workspace.messages) {
    if (!message.files.includes(file.id)) continue;
    message.files = message.files.filter((id) => id !== file.id);
    if (message.files.length === 0 && message.text === "" && message.blocks.length === 0)
      workspace.messages.splice(workspace.messages.indexOf(message), 1);
  }
  return { ok: true };
}

function parsed(json: string | undefined): readonly Json[] | null {
  const list: unknown = JSON.parse(json ?? "null");
  return Array.isArray(list) && list.every((one) => isJson(one) && typeof one.id === "string")
    ? (listOf(list) as readonly Json[])
    : null;
}

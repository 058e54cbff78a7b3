/** Slack's Web API methods that the app uses, with the refusals that Slack documents for them. */
import { type Call, closedTo, contentOf, type Method, refuse } from "./call.ts";
import { FILE_METHODS } from "./files.ts";
import { mentionedIn } from "./render.ts";
import type { Json, Message, User } from "./state.ts";
import { VIEW_METHODS } from "./views.ts";

export const METHODS: Readonly<Record<string, Method>> = {
  "auth.test": {
    scope: null,
    run: ({ workspace }) => ({
      ok: true,
      team: workspace.id,
      team_id: workspace.id,
      user_id: workspace.botUser,
      bot_id: workspace.botId,
      url: "https://example.slack.com/",
      is_enterprise_install: false,
    }),
  },
  "chat.postMessage": { scope: "chat:write", run: postMessage },
  "chat.update": { scope: "chat:write", run: update },
  "chat.delete": { scope: "chat:write", run: remove },
  "chat.postEphemeral": { scope: "chat:write", run: postEphemeral },
  "chat.getPermalink": { scope: null, run: permalink },
  "conversations.history": { scope: "channels:history", run: history },
  "conversations.replies": { scope: "channels:history", run: replies },
  ...FILE_METHODS,
  "users.info": { scope: "users:read", run: userInfo },
  "users.list": { scope: "users:read", run: userList },
  "usergroups.users.list": { scope: "usergroups:read", run: groupUsers },
  ...VIEW_METHODS,
};

function postMessage({ workspace, args }: Call): Json {
  const target = args.channel ?? "";
  const channel = target.startsWith("U")
    ? workspace.users.has(target)
      ? workspace.direct(target)
      : undefined
    : workspace.channels.get(target);
  const closed = closedTo(workspace, channel);
  if (channel === undefined || closed !== null) return refuse(closed ?? "channel_not_found");
  const content = contentOf(args, workspace);
  if ("error" in content) return content.error;
  const thread = args.thread_ts ?? null;
  const parent = thread === null ? undefined : workspace.find(channel.id, thread);
  if (thread !== null && parent === undefined) return refuse("thread_not_found");
  if (thread !== null && parent !== undefined && parent.thread !== null && parent.thread !== parent.ts)
    return refuse("cannot_reply_to_message");
  const message: Message = {
    ts: workspace.nextTs(),
    channel: channel.id,
    user: workspace.botUser,
    byBot: true,
    thread,
    broadcast: args.reply_broadcast === "true",
    ...content,
    files: [],
    metadata: args.metadata === undefined ? null : (JSON.parse(args.metadata) as Json),
    edits: 0,
  };
  workspace.messages.push(message);
  for (const user of mentionedIn(message))
    if (channel.members.has(user) && user !== workspace.botUser)
      workspace.rings.push({ user, ts: message.ts });
  return { ok: true, channel: channel.id, ts: message.ts, message: toJson(message) };
}

function update({ workspace, args }: Call): Json {
  const message = workspace.find(args.channel ?? "", args.ts ?? "");
  const channel = workspace.channels.get(args.channel ?? "");
  if (channel === undefined) return refuse("channel_not_found");
  if (channel.archived) return refuse("is_archived");
  if (message === undefined) return refuse("message_not_found");
  if (message.user !== workspace.botUser) return refuse("cant_update_message");
  const content = contentOf(args, workspace);
  if ("error" in content) return content.error;
  message.text = content.text;
  message.blocks = content.blocks;
  message.edits += 1;
  return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
}

function remove({ workspace, args }: Call): Json {
  const channel = workspace.channels.get(args.channel ?? "");
  const closed = closedTo(workspace, channel);
  if (channel === undefined || closed !== null) return refuse(closed ?? "channel_not_found");
  const message = workspace.find(channel.id, args.ts ?? "");
  if (message === undefined) return refuse("message_not_found");
  if (message.user !== workspace.botUser) return refuse("cant_delete_message");
  workspace.messages.splice(workspace.messages.indexOf(message), 1);
  return { ok: true, channel: channel.id, ts: message.ts };
}

function postEphemeral({ workspace, args }: Call): Json {
  const channel = workspace.channels.get(args.channel ?? "");
  const closed = closedTo(workspace, channel);
  if (channel === undefined || closed !== null) return refuse(closed ?? "channel_not_found");
  const user = args.user ?? "";
  if (!channel.members.has(user)) return refuse("user_not_in_channel");
  const content = contentOf(args, workspace);
  if ("error" in content) return content.error;
  workspace.ephemerals.push({
    channel: channel.id,
    user,
    thread: args.thread_ts ?? null,
    id: workspace.nextId("E"),
    ...content,
  });
  return { ok: true, message_ts: workspace.nextTs() };
}

function permalink({ workspace, args }: Call): Json {
  const message = workspace.find(args.channel ?? "", args.message_ts ?? "");
  if (message === undefined) return refuse("message_not_found");
  const address = `https://example.slack.com/archives/${message.channel}/p${message.ts.replace(".", "")}`;
  const { thread, channel } = message;
  const within = thread === null ? "" : `?${new URLSearchParams({ thread_ts: thread, cid: channel })}`;
  return { ok: true, channel, permalink: `${address}${within}` };
}

/** Newest first; replies only where they were sent to the channel, too. */
function history({ workspace, args }: Call): Json {
  workspace.look();
  const channel = workspace.channels.get(args.channel ?? "");
  const closed = closedTo(workspace, channel, true);
  if (channel === undefined || closed !== null) return refuse(closed ?? "channel_not_found");
  const shown = workspace.messages.filter(
    (one) => one.channel === channel.id && (one.thread === null || one.broadcast),
  );
  return page([...shown].reverse(), args);
}

/** The parent, then its replies, oldest first. */
function replies({ workspace, args }: Call): Json {
  workspace.look();
  const channel = workspace.channels.get(args.channel ?? "");
  const closed = closedTo(workspace, channel, true);
  if (channel === undefined || closed !== null) return refuse(closed ?? "channel_not_found");
  const ts = args.ts ?? "";
  if (workspace.find(channel.id, ts) === undefined) return refuse("thread_not_found");
  return page(
    workspace.messages.filter((one) => one.channel === channel.id && (one.ts === ts || one.thread === ts)),
    args,
  );
}

function page(all: readonly Message[], args: Call["args"]): Json {
  const from = Number(args.cursor ?? 0);
  const limit = Number(args.limit ?? 100);
  const next = from + limit < all.length ? String(from + limit) : "";
  const metadata = args.include_all_metadata === "true";
  return {
    ok: true,
    messages: all.slice(from, from + limit).map((message) => toJson(message, metadata)),
    has_more: next !== "",
    response_metadata: { next_cursor: next },
  };
}

function userList({ workspace }: Call): Json {
  return {
    ok: true,
    members: [...workspace.users.values()].map((user) => userJson(user, workspace.id)),
    response_metadata: { next_cursor: "" },
  };
}

function userJson(user: User, team: string, withLocale = false): Json {
  return {
    id: user.id,
    team_id: user.home ?? team,
    ...(user.home === undefined ? {} : { is_stranger: true }),
    is_restricted: user.guest === true,
    name: user.name.toLowerCase(),
    real_name: user.name,
    is_admin: user.admin,
    is_owner: false,
    is_bot: user.bot,
    deleted: user.deleted === true,
    ...(user.zone === undefined ? {} : { tz: user.zone, tz_label: "Some Time", tz_offset: 3600 }),
    ...(withLocale && user.locale !== undefined ? { locale: user.locale } : {}),
    profile: { display_name: user.name, real_name: user.name },
  };
}

function userInfo({ workspace, args }: Call): Json {
  const user = workspace.users.get(args.user ?? "");
  if (user === undefined) return refuse("user_not_found");
  return { ok: true, user: userJson(user, workspace.id, args.include_locale === "true") };
}

function groupUsers({ workspace, args }: Call): Json {
  const group = workspace.groups.get(args.usergroup ?? "");
  return group === undefined ? refuse("no_such_subteam") : { ok: true, users: group.users };
}

function toJson(message: Message, metadata = false): Json {
  return {
    type: "message",
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...(message.byBot ? { bot_id: "B" } : {}),
    ...(message.thread === null ? {} : { thread_ts: message.thread }),
    ...(message.broadcast ? { subtype: "thread_broadcast" } : {}),
    ...(message.editedAt === undefined ? {} : { edited: { user: message.user, ts: message.editedAt } }),
    // Without files:read, an app is told that there is a file, and nothing of it.
    ...(message.files.length > 0 ? { subtype: "file_share" } : {}),
    blocks: message.blocks,
    ...(metadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}

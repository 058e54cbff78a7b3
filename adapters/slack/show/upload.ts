/** Bytes go where Slack says, before anybody sees them; and a file's end. https://docs.slack.dev/messaging/working-with-files#upload */

import type { Client } from "../connection/client.ts";
import { attempt, type Result } from "../errors.ts";
import { TIMES } from "../limits.ts";

/** The file's id. Throws where Slack's file server does not take it. */
export async function sendBytes(client: Client, filename: string, bytes: Uint8Array): Promise<string> {
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename,
    length: bytes.length,
  });
  if (url === undefined || id === undefined) throw new Error("Slack gave no address for a file");
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: Buffer.from(bytes),
    signal: AbortSignal.timeout(TIMES.request),
  });
  await answer.body?.cancel();
  if (answer.status !== 200) throw new Error(`Slack's file server answered ${answer.status}`);
  return id;
}

const GONE = new Set(["file_not_found", "file_deleted"]);

/** Fine also where it is gone already. */
export async function deleteFile(client: Client, file: string): Promise<Result<null>> {
  const deleted = await attempt(() => client.files.delete({ file }));
  if (deleted.ok || (deleted.failure.kind === "refused" && GONE.has(deleted.failure.code)))
    return { ok: true, value: null };
  return deleted;
}

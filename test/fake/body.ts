import type { IncomingMessage } from "node:http";

/** All that a request says; null: whoever made it was gone before its end, as a process is that is killed. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch (error) {
    if (request.complete) throw error;
    return null;
  }
  return Buffer.concat(chunks);
}

/** What the stand-in servers have in common. */
import type { IncomingMessage } from "node:http";

/**
 * A server's own: it lets no idle connection go. What a client sends in the moment in which one is let go is lost, and on a
 * machine that is busy everything happens in one moment.
 */
export const PATIENT = { keepAliveTimeout: 0 };

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

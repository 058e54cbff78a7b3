/** TCP ports that another program may have already. */
import { createServer } from "node:net";

/** Nobody can listen there: a sentence for the operator, which names the variable. */
export class PortTaken extends Error {
  /** `cause`: what listening was refused with. */
  constructor(variable: string, port: number, cause: Error) {
    super(sentenceOf(variable, port, cause), { cause });
  }
}

/**
 * Listens for a moment, and lets go. For servers of an SDK that would end the process, or try for ever.
 * @throws PortTaken
 */
export function checkPort(variable: string, port: number): Promise<void> {
  const probe = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  probe.once("error", (error) => reject(new PortTaken(variable, port, error)));
  probe.listen(port, () => probe.close(() => resolve()));
  return promise;
}

function sentenceOf(variable: string, port: number, error: Error): string {
  const code = "code" in error ? error.code : null;
  if (code === "EADDRINUSE")
    return `${variable}: port ${port} is in use by another program. End that one, or set ${variable} to another number.`;
  if (code === "EACCES")
    return `${variable}: port ${port} needs rights that this user does not have. Set ${variable} to a number from 1024 on.`;
  if (code === "EADDRNOTAVAIL")
    return `${variable.replace("PORT", "HOST")}: this machine does not have that address. Set it to one that it has, such as 127.0.0.1.`;
  return `${variable}: port ${port} cannot be listened on (${error.message}).`;
}

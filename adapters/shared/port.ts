/** Ports that others may have already. */
import { createServer } from "node:net";

/**
 * Listens for a moment, and lets go. For servers of an SDK that would end the process, or try for ever.
 * @throws an error with a sentence for the operator, where nobody can listen there
 */
export function checkPort(variable: string, port: number): Promise<void> {
  const probe = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  probe.once("error", (error) => reject(new Error(portTrouble(variable, port, error), { cause: error })));
  probe.listen(port, () => probe.close(() => resolve()));
  return promise;
}

/** A sentence for the operator. `error`: what listening was refused with. */
export function portTrouble(variable: string, port: number, error: Error): string {
  const code = "code" in error ? error.code : null;
  if (code === "EADDRINUSE")
    return `${variable}: port ${port} is in use by another program. End that one, or set ${variable} to another number.`;
  if (code === "EACCES")
    return `${variable}: port ${port} needs rights that this user does not have. Set ${variable} to a number from 1024 on.`;
  return `${variable}: port ${port} cannot be listened on (${error.message}).`;
}

/** The program as whoever watches it sees it, while something is done to it. */
import type { Running } from "../fake/process.ts";

export interface Watched {
  isAlive(): Promise<boolean>;
  /** How late the event loop was at most since this was asked for the last time, in milliseconds: 10 where it was not. */
  lateMs(): Promise<number>;
}

export async function watched(bot: Running): Promise<Watched> {
  const [, port] = await bot.logged(/"port":(\d+),"msg":"health and metrics are served"/);
  const get = (path: string) => fetch(`http://127.0.0.1:${port}/${path}`);
  return {
    async isAlive() {
      const { status } = await get("healthz");
      return status === 200 && (await Promise.race([bot.ended.then(() => false), true]));
    },
    async lateMs() {
      const metrics = await (await get("metrics")).text();
      const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics) ?? [];
      return Number(seconds) * 1_000;
    },
  };
}

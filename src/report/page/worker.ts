/** The page's script where it runs in a worker: weighs, and says what came of it. */
import { verdict } from "../../scoring/compute.ts";
import type { Weighed } from "../report.ts";
import { type Asked, type Result, resultOf } from "../result.ts";

/** Answers every `tried` with a `Result`, in their order. */
export function serve() {
  let weighed: Weighed | null = null;
  addEventListener("message", ({ data }: MessageEvent<Asked>) => {
    if ("weighed" in data) weighed = data.weighed;
    else if (weighed !== null) postMessage(resultOf(weighed, data.tried, verdict) satisfies Result);
  });
}

/** What a message is called, so that it can be found again: "channel:ts", and ":file" where a file went along. */
export interface Ref {
  readonly channel: string;
  /** "": the file is in its place, but Slack did not tell which message it came with. */
  readonly ts: string;
  readonly file: string | null;
}

export function refOf({ channel, ts, file }: Ref): string {
  return file === null ? `${channel}:${ts}` : `${channel}:${ts}:${file}`;
}

export function readRef(ref: string): Ref {
  const [channel = "", ts = "", file = null] = ref.split(":");
  return { channel, ts, file };
}

/** Addresses of places in Discord, as its app opens them. */

/**
 * Of a channel or thread, or of a message in it. `guild`: undefined in a direct message. All are ids, in digits.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function addressOf(guild: string | undefined, channel: string, message?: string): string {
  const place = `https://discord.com/channels/${guild ?? "@me"}/${channel}`;
  return message === undefined ? place : `${place}/${message}`;
}

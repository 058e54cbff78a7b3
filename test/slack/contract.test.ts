import type { Inbound } from "../../src/port.ts";
import { platformContract, type Shown } from "../contract/platform.ts";
import { see } from "../fake/slack/render.ts";
import { CHANNEL, noWaits, rig } from "./harness.ts";

platformContract("slack", async () => {
  const made = await rig({ wait: noWaits() });
  const { slack, adapter, heard, stop } = made;
  const { team, server } = slack;
  const ana = slack.person("U0000001");
  function heardLast(): Inbound {
    const inbound = heard.at(-1);
    if (inbound === undefined) throw new Error("nothing was heard");
    return inbound;
  }
  return {
    platform: adapter.platform,
    place: CHANNEL,
    person: { id: "U0000001", name: "Ana" },
    screen: () =>
      team.messages.map((message): Shown => {
        const where = message.thread === null ? "channel" : message.broadcast ? "both" : "thread";
        const files = message.files.flatMap((id) => {
          const file = team.files.get(id);
          return file?.bytes == null ? [] : [{ name: file.name, text: file.bytes.toString() }];
        });
        return { where, ...see(message), ...(files.length === 0 ? {} : { files }) };
      }),
    async press(label, option) {
      const message = team.messages.findLast((one) => see(one).controls.includes(label));
      if (message === undefined) throw new Error(`no message has ${label}`);
      await ana.press({ message }, label, option);
      return heardLast();
    },
    takesBack: true,
    rung: () => team.rings.map(({ user }) => user),
    privately: {
      answer: (reply) => {
        made.answer = reply;
      },
      async shows(words) {
        await slack.until(() => ana.modalText.text.includes(words));
        return ana.modalText;
      },
      async press(label) {
        const { modal } = ana;
        if (modal === undefined) throw new Error("no private view");
        await ana.press({ modal }, label);
        return heardLast();
      },
    },
    faults: {
      loseAnswer: () => {
        for (const method of ["chat.postMessage", "files.completeUploadExternal"])
          server.faults.next(method, { kind: "lose" });
      },
      busy: () => server.faults.next("chat.postMessage", { kind: "busy", seconds: 7 }),
      unreachable: () => server.faults.next("chat.postMessage", { kind: "drop" }),
      forbid: () => team.channels.get("C0000001")?.members.delete(team.botUser),
      remove: () => team.messages.pop(),
    },
    stop,
  };
});

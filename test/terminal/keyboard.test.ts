import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createKeyboard, type Keyboard } from "../../adapters/terminal/ask/keyboard.ts";

function start(): { stdin: PassThrough; keyboard: Keyboard; heard: () => string; suspended: () => number } {
  const stdin = new PassThrough();
  let suspended = 0;
  const keyboard = createKeyboard(stdin, () => {
    suspended += 1;
  });
  let heard = "";
  keyboard.input.on("data", (chunk) => {
    heard += String(chunk);
    // As a prompt does: an answer is complete with Enter.
    if (heard.endsWith("\r")) keyboard.shut();
  });
  return { stdin, keyboard, heard: () => heard, suspended: () => suspended };
}

/** Resolves when the keyboard has passed on all that it is going to. */
async function quiet(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

test("what is typed ahead waits for the question that it answers", async () => {
  const { stdin, keyboard, heard } = start();
  stdin.write("1\r2\rthe r");
  await quiet();
  expect(heard()).toBe("");
  keyboard.open();
  await quiet();
  expect(heard()).toBe("1\r");
  keyboard.open();
  await quiet();
  expect(heard()).toBe("1\r2\r");
  keyboard.open();
  stdin.write("est\r");
  await quiet();
  expect(heard()).toBe("1\r2\rthe rest\r");
});

test("a letter that arrives in two pieces is one letter", async () => {
  const { stdin, keyboard, heard } = start();
  const [first, ...rest] = Buffer.from("ë");
  keyboard.open();
  stdin.write(Buffer.from([first ?? 0]));
  await quiet();
  stdin.write(Buffer.from(rest));
  await quiet();
  expect(heard()).toBe("ë");
});

test("ctrl-c while nothing is asked ends it, and so does hanging up", async () => {
  const pressed = start();
  pressed.stdin.write("\u0003");
  await pressed.keyboard.ended;
  const hungUp = start();
  hungUp.stdin.end();
  await hungUp.keyboard.ended;
});

test("ctrl-c at a question is the question's", async () => {
  const { stdin, keyboard, heard } = start();
  keyboard.open();
  stdin.write("\u0003");
  await quiet();
  expect(heard()).toBe("\u0003");
});

test("Enter alone is no answer to a question that nobody has seen", async () => {
  const { stdin, keyboard, heard } = start();
  stdin.write("\r");
  stdin.write("1\r\r\r");
  stdin.write("2");
  stdin.write("\r");
  keyboard.open();
  await quiet();
  expect(heard()).toBe("1\r");
  keyboard.open();
  await quiet();
  expect(heard()).toBe("1\r2\r");
  keyboard.open();
  stdin.write("\r");
  await quiet();
  expect(heard()).toBe("1\r2\r\r");
});

test("ctrl-z is for the shell, and no key", async () => {
  const { stdin, keyboard, heard, suspended } = start();
  keyboard.open();
  stdin.write("a\u001ab");
  await quiet();
  expect(heard()).toBe("ab");
  expect(suspended()).toBe(1);
});

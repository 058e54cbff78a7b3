/** The command line as a function of its arguments. Each command's code is loaded when it is called, so that none waits for another's. */
import { Command, CommanderError } from "commander";
import { program as about } from "../io/program.ts";
import { DATABASE_EXITS, example, PACKS_OPTION, WRONG } from "./arguments.ts";
import { addDecisionCommands } from "./decisions/commands.ts";
import { addPacksCommands } from "./packs/commands.ts";
import type { Shell } from "./shell.ts";

/** Resolves to the exit code, when all is written. `args`: without the program's own name. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  let code = 0;
  const plumbline = program(shell, (ended) => {
    code = ended;
  });
  try {
    if (args.length === 0) plumbline.outputHelp();
    else await plumbline.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what is wrong with the arguments.
    code = error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

/** Commander ends its texts with a line feed; a shell's lines have none. */
function lineTo(write: (text: string) => void): (text: string) => void {
  return (text) => write(text.replace(/\n$/, ""));
}

/** `ended` is told the exit code. */
function program(shell: Shell, ended: (code: number) => void): Command {
  const plumbline = new Command("plumbline")
    .description(about.description)
    .version(about.version, "--version", "print the version")
    .helpOption("-h, --help", "print this")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: lineTo(shell.out), writeErr: lineTo(shell.err) })
    .addHelpText("after", example("plumbline score rules/fastapi-vs-django.yaml --answers answers.json"));

  plumbline
    .command("start")
    .description("serve Slack and Discord with the tokens of .env; without any, decide in this terminal")
    .option(...PACKS_OPTION)
    .addHelpText("after", example("plumbline start --packs ./our-packs"))
    .action(async (options: { packs?: string }) => {
      const { start } = await import("../app/start/start.ts");
      ended(await start(options, shell));
    });

  plumbline
    .command("score")
    .description("print the verdict on a file of answers, as a card says it, with reasons, costs and sources")
    .argument("<pack>", "a pack's YAML file")
    .requiredOption(
      "--answers <file>",
      'JSON: {"voters": {"ana": {"today": {"question": "choice"}, "later": {}}}}',
    )
    .option("--json", "print the whole verdict as one JSON object")
    .addHelpText(
      "after",
      example(
        "plumbline score rules/fastapi-vs-django.yaml --answers answers.json --json",
        `0 printed, ${WRONG}`,
      ),
    )
    .action(async (pack: string, options: { answers: string; json?: boolean }) => {
      const { score } = await import("./score.ts");
      ended(await score(pack, options, shell));
    });

  plumbline
    .command("read")
    .description("print what a discussion answers of a pack's questions, and what it touches")
    .argument("<pack>", "a pack's YAML file")
    .argument("<thread>", 'JSON, oldest first: [{"id": "1", "author": "ana", "at": ISO time, "text": "…"}]')
    .option("--json", "print it as one JSON object")
    .addHelpText(
      "after",
      example("plumbline read rules/fastapi-vs-django.yaml thread.json --json", `0 printed, ${WRONG}`),
    )
    .action(async (pack: string, thread: string, options: { json?: boolean }) => {
      const { readThread } = await import("./read.ts");
      ended(await readThread(pack, thread, options, shell));
    });

  plumbline
    .command("doctor")
    .description(
      "look at the configuration, the tokens, the database, the packs, the clock and the disk; change nothing",
    )
    .option(...PACKS_OPTION)
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      example("plumbline doctor --json", `0 all is right, 1 something is wrong, 2 the configuration is.`),
    )
    .action(async (options: { packs?: string; json?: boolean }) => {
      const { doctor } = await import("./doctor.ts");
      ended(await doctor(options, shell));
    });

  plumbline
    .command("keys")
    .description("the keys that the workspaces' tokens are sealed with")
    .command("rotate")
    .description(
      "seal every token with SLACK_ENCRYPTION_KEY; SLACK_ENCRYPTION_KEY_OLD opens the earlier ones",
    )
    .addHelpText("after", example("plumbline keys rotate", DATABASE_EXITS))
    .action(async () => {
      const { rotateKeys } = await import("./keys.ts");
      ended(await rotateKeys(shell));
    });

  addDecisionCommands(plumbline, shell, ended);

  plumbline
    .command("backup")
    .description(
      "copy the SQLite database to a file, also while the bot runs; the copy is opened and checked",
    )
    .argument("<file>", "where the copy goes; it must not be there yet")
    .addHelpText("after", example("plumbline backup /backups/plumbline-2027-05-01.db", DATABASE_EXITS))
    .action(async (file: string) => {
      const { backup } = await import("./backup.ts");
      ended(await backup(file, shell));
    });

  plumbline
    .command("move")
    .description(
      "move a SQLite database to the empty Postgres that DATABASE_URL names, and compare every row",
    )
    .argument("<file>", "the SQLite database; it stays as it is. Stop the bot first")
    .addHelpText("after", example("plumbline move data/plumbline.db", DATABASE_EXITS))
    .action(async (file: string) => {
      const { move } = await import("./backup.ts");
      ended(await move(file, shell));
    });

  addPacksCommands(plumbline, shell, ended);

  return plumbline;
}

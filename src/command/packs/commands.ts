/** `plumbline packs …` as its arguments. Each command's code is loaded when it is called. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { example, PACKS_OPTION, packDirectories, WRONG } from "../arguments.ts";
import type { Shell } from "../shell.ts";
import type { CheckOptions } from "./check.ts";

/** `ended` is told the exit code. */
export function addPacksCommands(plumbline: Command, shell: Shell, ended: (code: number) => void): void {
  const packs = plumbline
    .command("packs")
    .description("write, check and test decision packs")
    .helpCommand(false)
    .addHelpText("after", example("plumbline packs check"));

  packs
    .command("list")
    .description("list the packs")
    .option(...PACKS_OPTION)
    .option("--json", "print one JSON list")
    .addHelpText("after", example("plumbline packs list --packs ./our-packs"))
    .action(async (options: { packs?: string; json?: boolean }) => {
      const { packsList } = await import("./list.ts");
      ended(await packsList(await packDirectories(options.packs, shell), shell, options.json));
    });

  packs
    .command("new")
    .description("write a pack to begin with: asks for its title, options, criteria and questions")
    .option("--folder <folder>", "where it goes", ".")
    .addHelpText("after", example("plumbline packs new --folder our-packs", `0 written, ${WRONG}`))
    .action(async ({ folder }: { folder: string }) => {
      const { packsNew, typedInto } = await import("./new.ts");
      const { ask, close } = typedInto(process.stdin, shell);
      ended(await packsNew({ folder, today: today() }, ask, shell));
      close();
    });

  packs
    .command("check")
    .description("check packs: each mistake at its line, worked cases that fail, and what looks unmeant")
    .argument("[paths...]", "packs' YAML files, or folders of them; all packs where left out")
    .option(...PACKS_OPTION)
    .addOption(
      new Option("--format <format>", "text; json: one list; github: annotations of a pull request")
        .choices(["text", "json", "github"])
        .default("text"),
    )
    .addOption(new Option("--json", "the same as --format json").implies({ format: "json" }))
    .addHelpText(
      "after",
      `${example("plumbline packs check rules/fastapi-vs-django.yaml")}\n\nrules/README.md explains every code.\nExit code: 0 right (warnings count for nothing), 1 a worked case fails, ${WRONG}`,
    )
    .action(async (paths: string[], options: { packs?: string; format: CheckOptions["format"] & string }) => {
      const { packsCheck } = await import("./check.ts");
      const { format, packs: given } = options;
      ended(
        await packsCheck(
          paths,
          { directories: await packDirectories(given, shell), today: today(), format },
          shell,
        ),
      );
    });

  packs
    .command("test")
    .description("run the worked cases: what was expected, what came out, by how much, and why")
    .argument("[files...]", "packs' YAML files; all packs where left out")
    .option(...PACKS_OPTION)
    .addOption(
      new Option("--coverage [percent]", "say what of the pack no case touches; with a number: fail below it")
        .argParser(percentOf)
        .preset("0"),
    )
    .option("--json", "print one JSON list")
    .addHelpText(
      "after",
      example(
        "plumbline packs test rules/fastapi-vs-django.yaml --coverage 90",
        `0 all hold, 1 one does not, or too little is touched, ${WRONG}`,
      ),
    )
    .action(
      async (files: string[], options: { packs?: string; coverage?: number | string; json?: boolean }) => {
        const { packsTest } = await import("./test.ts");
        const { packs: given, coverage, ...rest } = options;
        // "--coverage rules/x.yaml": the number was left out, and a file came next.
        const isFile = typeof coverage === "string";
        const least = isFile ? { coverage: 0 } : coverage === undefined ? {} : { coverage };
        const all = isFile ? [coverage, ...files] : files;
        ended(
          await packsTest(
            all,
            { ...rest, ...least, directories: await packDirectories(given, shell) },
            shell,
          ),
        );
      },
    );

  packs
    .command("preview")
    .description("play a pack in this terminal, keeping nothing; or print all that it can say")
    .argument("<file>", "a pack's YAML file")
    .option("--watch", "begin anew whenever the file is saved")
    .option("--sentences", "print every sentence that it can make, to be read aloud")
    .addHelpText(
      "after",
      example("plumbline packs preview rules/fastapi-vs-django.yaml --watch", `0 left or printed, ${WRONG}`),
    )
    .action(async (file: string, options: { watch?: boolean; sentences?: boolean }) => {
      const { packsPreview } = await import("./preview.ts");
      ended(await packsPreview(file, options, shell));
    });

  packs
    .command("diff")
    .description("what changed between two packs, and which cases and decisions come out otherwise")
    .argument("<before>", "a pack's YAML file")
    .argument("<now>", "the other's")
    .option("--decisions", "look at the decisions of the database too")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      example(
        "plumbline packs diff old.yaml rules/fastapi-vs-django.yaml --decisions",
        `0 printed, ${WRONG}`,
      ),
    )
    .action(async (before: string, now: string, options: { decisions?: boolean; json?: boolean }) => {
      const { packsDiff } = await import("./diff.ts");
      ended(await packsDiff([before, now], options, shell));
    });

  packs
    .command("stats")
    .description("how often each option leads, what each question decides, and which ratings that hangs on")
    .argument("<file>", "a pack's YAML file")
    .option("--against <old>", "another version's file: what share of verdicts the change moves")
    .option(
      "--labelled <folder>",
      "labelled discussions, in <id>.txt: how much of them is read, and read right",
    )
    .option("--json", "print one JSON object; shares from 0 to 1")
    .addHelpText(
      "after",
      example("plumbline packs stats rules/fastapi-vs-django.yaml", `0 printed, ${WRONG}`),
    )
    .action(async (file: string, options: { against?: string; labelled?: string; json?: boolean }) => {
      const { packsStats } = await import("./stats.ts");
      ended(await packsStats(file, options, shell));
    });

  packs
    .command("schema")
    .description("print the JSON Schema of a pack's file, for editors")
    .addHelpText("after", example("plumbline packs schema > pack.schema.json"))
    .action(async () => {
      const { packsSchema } = await import("./list.ts");
      ended(packsSchema(shell));
    });
}

/** A text that is no number is a file's name. */
function percentOf(text: string): number | string {
  const percent = Number(text);
  if (/\.ya?ml$/.test(text)) return text;
  if (text.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError("Expected a number from 0 to 100.");
  return percent;
}

/** An ISO date. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** `plumbline list`, `export`, `replay`, `report` and `delete` as their arguments. Each command's code is loaded when it is called. */
import type { Command } from "commander";
import { DATABASE_EXITS, example, PACKS_OPTION, packDirectories, TEAM_OPTION } from "../arguments.ts";
import type { Shell } from "../shell.ts";

/** `ended` is told the exit code. */
export function addDecisionCommands(plumbline: Command, shell: Shell, ended: (code: number) => void): void {
  plumbline
    .command("list")
    .description("list the decisions of the database")
    .option(...TEAM_OPTION)
    .addHelpText("after", example("plumbline list --team slack/T0123ABC", DATABASE_EXITS))
    .action(async (options: { team?: string }) => {
      const { list } = await import("./list.ts");
      ended(await list(options, shell));
    });

  plumbline
    .command("export")
    .description("write a record (MADR 4) for every decision that has a recommendation; its own are updated")
    .argument("<folder>", "where the records are, or are to be")
    .option(...TEAM_OPTION)
    .option("--force", "overwrite records that somebody has edited; else they are left as they are")
    .addHelpText("after", example("plumbline export docs/decisions", DATABASE_EXITS))
    .action(async (folder: string, options: { team?: string; force?: boolean }) => {
      const { exportRecords } = await import("./export.ts");
      ended(await exportRecords(folder, options, shell));
    });

  plumbline
    .command("replay")
    .description("print a decision's card as it was posted, and what its pack has changed since")
    .argument("<id>", "the decision's id, as plumbline list has it")
    .option(...PACKS_OPTION)
    .addHelpText("after", example("plumbline replay k3v9q0zt", DATABASE_EXITS))
    .action(async (id: string, options: { packs?: string }) => {
      const { replay } = await import("./replay.ts");
      ended(await replay(id, await packDirectories(options.packs, shell), shell));
    });

  plumbline
    .command("report")
    .description(
      "print a page on which to see why, and to try other answers: of a decision, or of a pack alone",
    )
    .argument("[id]", "the decision's id, as plumbline list has it")
    .option("--pack <pack>", "in its place a pack's id: one person answers its questions")
    .option(...PACKS_OPTION)
    .addHelpText("after", example("plumbline report --pack fastapi-vs-django > page.html", DATABASE_EXITS))
    .action(async (id: string | undefined, { pack, packs }: { pack?: string; packs?: string }) => {
      const { report } = await import("./report.ts");
      const where = await packDirectories(packs, shell);
      ended(await report(id, { directories: where, ...(pack === undefined ? {} : { pack }) }, shell));
    });

  plumbline
    .command("delete")
    .description("delete a decision, all decisions of a team, or a person's name and words; for good")
    .argument("[id]", "the decision's id, as plumbline list has it")
    .option("--team <team>", "every decision of this team, as in slack/T0123ABC")
    .option(
      "--person <person>",
      "this person's name and words, as in slack/T0123ABC/U0123ABC; their answers stay",
    )
    .option("--yes", "do it; else it is only said what would go")
    .addHelpText("after", example("plumbline delete --person slack/T0123ABC/U0123ABC --yes", DATABASE_EXITS))
    .action(async (id: string | undefined, options: { team?: string; person?: string; yes?: boolean }) => {
      const { deleteFor } = await import("./delete.ts");
      ended(await deleteFor({ ...options, ...(id === undefined ? {} : { id }) }, shell));
    });
}

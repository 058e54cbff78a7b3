/** How long the bars of a card take to draw, and how large they come out: the scenes that its pictures are tested with. */
import { drawPicture } from "../../../src/io/picture.ts";
import { SCENES } from "../../card/scenes.ts";
import { figure, type Row } from "../table/document.ts";

const ROUNDS = 15;
const MOST = { ms: 150, kilobytes: 200 };

export async function pictureRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, chart] of Object.entries(SCENES)) {
    // The engine is loaded with the first.
    await drawPicture(chart);
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = process.cpuUsage();
      bytes = (await drawPicture(chart))?.length ?? 0;
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
    const ms = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    const isMet = ms < MOST.ms && bytes < MOST.kilobytes * 1_000;
    rows.push({
      what: `a picture: ${name.replaceAll("-", " ")}`,
      ours: `${figure(ms)} ms of a processor, ${figure(bytes / 1_000)} KB`,
      beside: "",
      ratio: "",
      goal: `under ${MOST.ms} ms and ${MOST.kilobytes} KB: ${isMet ? "met" : "missed"}`,
    });
  }
  return rows;
}

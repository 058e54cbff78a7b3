/** `plumbline packs schema`. */
import { packJsonSchema } from "../scoring/pack/schema.ts";
import type { Exit, Output } from "./output.ts";

export function packsSchema({ out }: Output): Exit {
  out(JSON.stringify(packJsonSchema(), null, 2));
  return 0;
}

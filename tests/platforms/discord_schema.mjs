// Reads [[schema, body], …] and writes what Discord's published schemas refuse of it, one line each. The schemas
// are those of the npm package discord-api-spec, made daily from https://github.com/discord/discord-api-spec.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const modules = pathToFileURL(`${process.env.DISCORD_API_SPEC}/node_modules/`);
const schemas = await import(new URL("discord-api-spec/build/discord-api-spec.zod.js", modules));
for (const [name, body] of JSON.parse(readFileSync(0, "utf8"))) {
  const read = schemas[`${name}Schema`].safeParse(body);
  if (!read.success) {
    console.log(name, JSON.stringify(read.error.issues).slice(0, 600), JSON.stringify(body).slice(0, 600));
  }
}

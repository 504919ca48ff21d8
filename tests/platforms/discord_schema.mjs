// Reads a line [[schema, body], …] after another and answers each with a line: a list of what Discord's published
// schemas refuse of it. The schemas are those of the npm package discord-api-spec, made daily from
// https://github.com/discord/discord-api-spec.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = pathToFileURL(`${process.argv[2]}/node_modules/`);
const schemas = await import(new URL("discord-api-spec/build/discord-api-spec.zod.js", modules));

function judge([name, body]) {
  const read = schemas[`${name}Schema`].safeParse(body);
  if (read.success) return [];
  return [`${name} ${JSON.stringify(read.error.issues).slice(0, 600)} ${JSON.stringify(body).slice(0, 600)}`];
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(JSON.parse(line).flatMap(judge)));
}

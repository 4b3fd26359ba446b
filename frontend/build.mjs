// Bundles the style sheet and the scripts of the web application into one folder, with hashed names,
// a manifest that tells which name has become which, and the licences of everything bundled.
//
//   node build.mjs [--out FOLDER]
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";

const here = import.meta.dirname;
const { values: options } = parseArgs({ options: { out: { type: "string" } } });
const out = path.resolve(options.out ?? path.join(here, "../src/sanso/web/static"));

const started = new Date();
const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: {
    sanso: "ts/sanso.ts",
    "sanso-style": "css/sanso.css",
    label_page: "ts/label_page.ts",
    label_worker: "ts/label_worker.ts",
  },
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome123", "edge123", "firefox120", "safari17.5"],
  minify: true,
  sourcemap: false,
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  write: false,
  logLevel: "warning",
});

const files = new Map(result.outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
const manifest = {};
for (const [produced, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  const name = path.basename(produced);
  if (entryPoint === "ts/sanso.ts") manifest["sanso.js"] = name;
  else if (entryPoint === "css/sanso.css") manifest["sanso.css"] = name;
  else if (entryPoint) manifest[`${path.basename(entryPoint, ".ts")}.js`] = name;
}
for (const name of (await readdir(path.join(here, "public"))).sort()) {
  const content = await readFile(path.join(here, "public", name));
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}-${createHash("sha256").update(content).digest("hex").slice(0, 8)}${ext}`;
  manifest[name] = hashed;
  files.set(hashed, content);
}
files.set("licences.txt", Buffer.from(await licences(Object.keys(result.metafile.inputs))));
manifest["licences.txt"] = "licences.txt";
await publish(files, Object.fromEntries(Object.entries(manifest).sort()));

/** Return name, version, licence and licence text of every package among the bundled *inputs*. */
async function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const parts = [];
  for (const name of [...packages].sort()) {
    const folder = path.join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.md|\.txt)?$/i.test(entry));
    if (!file || typeof license !== "string") throw new Error(`${name} comes without a licence`);
    const text = (await readFile(path.join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return `Scripts of others that are part of Sanso's web pages.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}

/** Write *files*, then the *manifest* that names them, then remove what it no longer names. */
async function publish(files, manifest) {
  await mkdir(out, { recursive: true });
  for (const [name, content] of files) await writeFile(path.join(out, name), content);
  const target = path.join(out, "manifest.json");
  await writeFile(`${target}.new`, `${JSON.stringify(manifest, null, 1)}\n`);
  await utimes(`${target}.new`, started, started); // so that a source saved during the build counts as newer
  await rename(`${target}.new`, target);
  for (const name of await readdir(out)) {
    const kept = files.has(name) || name === "manifest.json";
    if (!kept && (await stat(path.join(out, name))).isFile()) await rm(path.join(out, name));
  }
}

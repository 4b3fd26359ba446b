// Bundles one script for Node, so that tests run the very code of the pages: node bundle_check.mjs SOURCE MADE
import * as esbuild from "esbuild";

const [source, made] = process.argv.slice(2);
await esbuild.build({ entryPoints: [source], outfile: made, bundle: true, format: "esm", platform: "node", target: "node22", logLevel: "warning" });

// Judges labels as the page does, in Node: cases come in as JSON, marks go out as JSON.
import { judged } from "../../frontend/ts/label/judge";
import { readStatus, readTrust } from "../../frontend/ts/label/trust";

interface Case {
  list: string | null;
  statuses: string[];
  now: string;
  makers: string[];
  codes: string[];
}

async function run(cases: Case[]): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const one of cases) {
    try {
      const trust = one.list === null ? null : await readTrust(one.list);
      const statuses = [];
      for (const token of one.statuses) statuses.push(await readStatus(token, trust!));
      const found = [];
      for (const code of one.codes) {
        const { signature, authority, status, log, basis, counts, label } = await judged(code, trust, statuses, Date.parse(one.now), one.makers);
        found.push({ marks: [signature, authority, status, log].map((mark) => mark.code), basis, counts, label: label?.number ?? null });
      }
      told.push(found);
    } catch (error) {
      told.push(String((error as Error).message));
    }
  }
  return told;
}

let given = "";
for await (const piece of process.stdin) given += piece;
console.log(JSON.stringify(await run(JSON.parse(given))));

/** The migration job of one site as a process of its own, so that it can be killed: told its database, folder and roles as JSON. */
import { migrate } from "@kinerja/common/postgres";

interface Job {
  readonly url: string;
  readonly dir: string;
  readonly roles: Readonly<Record<string, string>>;
}

const applied = await migrate(JSON.parse(process.env["MIGRATION"] ?? "") as Job);
process.stdout.write(`${applied.join(" ")}\n`);

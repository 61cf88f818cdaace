/** Compares a simulator with a real server: `<type> --real URL [--user name --password text]`. Gives 1 if they differ. */
import { compareServers } from '../../simulators/compareServers';
import { simulators } from '../../simulators/index';
import { optionOf, plainArguments, runProgram } from './program';

const usage = 'Usage: npm run compare -- <type> --real URL [--user name --password text]';

async function main(argumentList: string[]): Promise<number> {
  const [type = ''] = plainArguments(argumentList, ['--real', '--user', '--password']);
  const real = optionOf(argumentList, '--real');
  const launcher = simulators().get(type);
  if (!launcher?.comparison || real === undefined) throw new Error(usage);
  const account = {
    username: optionOf(argumentList, '--user') ?? 'demo',
    password: optionOf(argumentList, '--password') ?? 'demo-password',
  };
  const simulator = await launcher.start({ port: '0', user: account.username, password: account.password });
  try {
    const { requests, signIn } = launcher.comparison;
    const serverAt = async (url: string) => ({ url, headers: await signIn(url, account) });
    const results = await compareServers(requests, await serverAt(simulator.url), await serverAt(real));
    for (const { request, differences } of results) {
      console.log(`${differences.length === 0 ? 'same' : 'DIFFERENT'}  ${request}`);
      for (const difference of differences) console.log(`    ${difference}`);
    }
    const count = results.filter(({ differences }) => differences.length > 0).length;
    console.log(`${results.length} requests, ${count} different`);
    return count === 0 ? 0 : 1;
  } finally {
    await simulator.stop();
  }
}

void runProgram(() => main(process.argv.slice(2)));

import { describe, expect, test } from 'vitest';
import { EngineError, NoEngineError, toEngineError } from '../../client/src/engine/errors.ts';
import { limiter, withTimeLimit } from '../../client/src/engine/limits.ts';
import { imageRemovals } from '../../client/src/images/removal.ts';
import { portUrl } from '../../client/src/engine/ports.ts';
import { removalOf } from '../../client/src/containers/removal.ts';
import { writeLogs } from '../../client/src/logs/follow.ts';
import { findShell } from '../../client/src/terminal/shell.ts';
import { Failure, sentenceFor } from '../../client/src/ui/failure.ts';
import { labelOf, lineOf, noticeOf } from '../../client/src/ui/foreignText.ts';
import { escapeMarkdown } from '../../client/src/ui/markdown.ts';
import { formatAgo, formatSize } from '../../client/src/ui/quantities.ts';
import { nameList, selectedRefs } from '../../client/src/ui/selection.ts';
import { terminalDecoder } from '../../client/src/ui/terminalText.ts';
import { chinese, container, english, image, streamOf } from './fixtures.ts';

const withShells = (...shells: readonly string[]): Parameters<typeof findShell>[0] => ({
  execToEnd: async (_id, [program = '']) => {
    if (shells.includes(program)) return { exitCode: 0, output: '' };
    if (program === 'bash') throw new EngineError('engine', 'exec: "bash": executable file not found in $PATH');
    return { exitCode: 127, output: 'not found' };
  },
});

const ref = (name: string, kind = 'container'): object => ({ ref: { kind, id: name, name } });

describe('foreign text', () => {
  test('stays on its line, in its direction, and of a length that can be shown', () => {
    expect(lineOf('a\r\nb\u2028c')).toBe('a b c');
    expect(lineOf('\u202Egnp.exe\u202C')).toBe('�gnp.exe�');
    expect(lineOf('\u001B[31mred')).toBe('�[31mred');
    expect(lineOf('x'.repeat(100_000))).toHaveLength(500);
    expect(lineOf('网络 é ع')).toBe('网络 é ع');
    expect(escapeMarkdown('\u202Ea')).toBe('�a');
  });

  test('draws no icons in a list, and makes no links in a notification', () => {
    expect(labelOf('$(trash) a')).not.toContain('$(');
    expect(noticeOf('exec: [Mend it](command:evil)')).not.toContain('](');
    expect(noticeOf('port 80\nis taken (by web) [1]')).toBe('port 80\nis taken (by web) [1]');
  });
});

describe('what goes wrong is said in a sentence', () => {
  test('that unwraps the words of the engine', () => {
    const raw = Object.assign(new Error('(HTTP code 409) unexpected - container is running '), { statusCode: 409 });
    const error = toEngineError(raw);
    expect(error).toMatchObject({ problem: 'conflict', message: 'container is running' });
    expect(sentenceFor(error, english)).toBe('The engine does not allow this now: container is running');
    expect(sentenceFor(error, chinese)).toBe('引擎目前不允许此操作：container is running');
  });

  test.each([
    [Object.assign(new Error('connect ENOENT /x'), { code: 'ENOENT' }), 'connection'],
    [Object.assign(new Error('gone'), { statusCode: 404, json: { message: 'No such container' } }), 'not-found'],
    [Object.assign(new Error('aborted'), { name: 'AbortError', code: 'ABORT_ERR' }), 'aborted'],
    ['a text', 'engine'],
  ])('%s', (raw, problem) => {
    expect(toEngineError(raw).problem).toBe(problem);
  });

  test('with what to do when there is no engine', () => {
    const denied = new NoEngineError({ kind: 'permission-denied', where: '/var/run/docker.sock' });
    expect(sentenceFor(denied, english)).toContain('/var/run/docker.sock');
    expect(sentenceFor(denied, english)).toContain('“docker” group');
    expect(sentenceFor(new NoEngineError({ kind: 'not-found' }), chinese)).toBe(
      '在本机上没有找到容器引擎。请安装 Docker 或 Podman，然后重试。',
    );
  });

  test('and a mistake of ours is not passed off as one', () => {
    expect(sentenceFor(new TypeError('x is undefined'), english)).toBeUndefined();
    expect(sentenceFor(new Failure('as it is'), english)).toBe('as it is');
  });
});

describe('what a command is called on', () => {
  test.each([
    ['nothing, from the palette', [], []],
    ['the row that was clicked', [ref('a')], ['a']],
    ['all selected rows', [ref('a'), [ref('a'), ref('b')]], ['a', 'b']],
    ['the row that was clicked beside the selection', [ref('c'), [ref('a'), ref('b')]], ['c']],
    ['the members of a group', [{ refs: [{ kind: 'container', id: 'a', name: 'a' }] }], ['a']],
    ['those of its kind only', [ref('a'), [ref('a'), ref('i', 'image')]], ['a']],
    ['each once', [ref('a'), [ref('a'), { refs: [{ kind: 'container', id: 'a', name: 'a' }] }]], ['a']],
    ['nothing that is no row', [{ ref: { id: 1 } }, [null, 'x', { refs: 'no' }]], []],
  ])('%s', (_what, args, ids) => {
    expect(selectedRefs('container', args).map(({ id }) => id)).toEqual(ids);
  });

  test('is named, and a long list is cut', () => {
    const refs = selectedRefs('container', [undefined, [ref('a'), ref('b'), ref('c')]]);
    expect(nameList(refs, 2)).toBe('a, b, …');
    expect(nameList(refs, 3)).toBe('a, b, c');
  });
});

describe('removing', () => {
  test('a running container says that it runs and offers to stop it', () => {
    expect(removalOf([container('web')], english)).toMatchObject({
      message: 'web is running. Stop and remove it?',
      action: 'Stop and Remove',
    });
  });

  test('a stopped one says what is lost', () => {
    const question = removalOf([container('web', { state: 'exited' })], english);
    expect(question).toEqual({
      message: 'Remove the container web?',
      detail: 'Logs and files written outside of volumes will be lost. Volumes stay.',
      action: 'Remove',
    });
  });

  test('several names each of them', () => {
    const question = removalOf([container('a', { state: 'exited' }), container('b', { state: 'paused' })], english);
    expect(question.message).toBe('1 of these 2 containers are running. Stop and remove them all?');
    expect(question.detail).toContain('• a (nginx:latest)\n• b (nginx:latest)');
  });

  test('an image of several names takes each, so that no force is needed', () => {
    expect(imageRemovals(image('a:1', { tags: ['a:1', 'a:2'] }))).toEqual(['a:1', 'a:2']);
    expect(imageRemovals(image('a:1', { tags: [], id: 'sha256:x' }))).toEqual(['sha256:x']);
  });
});

describe('the address of a port', () => {
  test.each([
    [{ containerPort: 80, hostPort: 8080, hostAddress: '0.0.0.0' }, 'localhost', 'http://localhost:8080/'],
    [{ containerPort: 443, hostPort: 4443 }, 'localhost', 'https://localhost:4443/'],
    [{ containerPort: 80, hostPort: 80, hostAddress: '127.0.0.2' }, 'localhost', 'http://127.0.0.2:80/'],
    [{ containerPort: 80, hostPort: 80, hostAddress: '::1' }, 'localhost', 'http://[::1]:80/'],
    [{ containerPort: 80, hostPort: 80, hostAddress: '::' }, 'build.example', 'http://build.example:80/'],
  ])('%j on %s', (port, host, url) => {
    expect(portUrl({ protocol: 'tcp', ...port }, host)).toBe(url);
  });
});

describe('quantities', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [2_063_350, '2.06 MB'],
    [134_056_703, '134 MB'],
    [999_600, '1 MB'],
    [5e12, '5 TB'],
  ])('%i bytes', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  test.each([
    [1, 90_001, 'en', '1 minute ago'],
    [1, 90_001, 'zh-cn', '1分钟前'],
    [0, 5, 'en', ''],
    [Number.NaN, 5, 'en', ''],
    [10, 5, 'en', 'now'],
  ])('from %d to %d in %s', (then, now, locale, text) => {
    expect(formatAgo(then, now, locale)).toBe(text);
  });
});

describe('text of a program for a terminal', () => {
  test('has a return before each line end, and only one', () => {
    const decode = terminalDecoder();
    expect(decode(Buffer.from('a\nb\r\nc')) + decode(Buffer.from('\r')) + decode(Buffer.from('\nd\n'))).toBe(
      'a\r\nb\r\nc\r\nd\r\n',
    );
  });

  test('has whole characters, wherever its bytes are cut', () => {
    const decode = terminalDecoder();
    const bytes = Buffer.from('→漢🚢');
    expect([...bytes].map((byte) => decode(Buffer.from([byte]))).join('')).toBe('→漢🚢');
  });
});

describe('following a log', () => {
  test('keeps both streams in their order', async () => {
    const written: string[] = [];
    const chunks = streamOf(
      { stream: 'stdout', data: Buffer.from('one\n') } as const,
      { stream: 'stderr', data: Buffer.from('two\n') } as const,
    );
    await writeLogs(chunks, (text) => written.push(text), new AbortController().signal);
    expect(written.join('')).toBe('one\r\ntwo\r\n');
  });

  test('takes a flood no faster than it can be shown, and ends when it is closed', async () => {
    const abort = new AbortController();
    let taken = 0;
    let written = 0;
    async function* flood(): AsyncGenerator<{ stream: 'stdout'; data: Buffer }> {
      for (;;) {
        taken += 1;
        yield await Promise.resolve({ stream: 'stdout', data: Buffer.alloc(64 * 1024, 'x') });
      }
    }
    setTimeout(() => abort.abort(), 200);
    await writeLogs(flood(), (text) => (written += text.length), abort.signal);
    expect(taken).toBeLessThan(40);
    expect(written).toBeLessThanOrEqual(taken * 64 * 1024);
  });
});

describe('the shell of a container', () => {
  test.each([
    [['bash', 'sh'], ['bash']],
    [['sh'], ['sh']],
    [['cmd'], ['cmd']],
    [[], undefined],
  ])('among %j is %j', async (shells, found) => {
    expect(await findShell(withShells(...shells), 'x')).toEqual(found);
  });

  test('is not looked for any longer when the container has stopped', async () => {
    const stopped = { execToEnd: () => Promise.reject(new EngineError('conflict', 'container x is not running')) };
    await expect(findShell(stopped, 'x')).rejects.toMatchObject({ problem: 'conflict' });
  });
});

describe('limits', () => {
  test('let so many tasks run at a time, and all of them in the end', async () => {
    const oneOfFew = limiter(3);
    let running = 0;
    let most = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        oneOfFew(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((done) => setTimeout(done, 1));
          running -= 1;
          if (index === 5) throw new Error('one fails');
          return index;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(19);
  });

  test('end a request that gets no answer, and tell it so', async () => {
    let told = false;
    const endless = withTimeLimit(5, (signal) => {
      signal.addEventListener('abort', () => (told = true));
      return new Promise(() => undefined);
    });
    await expect(endless).rejects.toMatchObject({ problem: 'timeout' });
    expect(told).toBe(true);
  });
});

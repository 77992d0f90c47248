import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, win32 } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../engine/dockerCli.ts';

const execute = promisify(execFile);

/** The program of this machine that listens on a port; undefined where that cannot be told. */
export async function programOn(port: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return await onLinux(port);
    if (process.platform === 'win32') return await onWindows(port);
    const lsof = (await findProgram('lsof', process.env, process.platform)) ?? '/usr/sbin/lsof';
    const { stdout } = await execute(lsof, ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fc'], { timeout: 3000 });
    return /^c(.+)$/m.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** The process that holds the socket. Those of other users cannot be looked into. */
async function onLinux(port: number): Promise<string | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const inodes = new Set(tables.flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode !== undefined && inodes.has(inode)) return nameOf(pid);
    }
  }
  return undefined;
}

/** By its command line: programs call their threads, and so themselves, as they like. */
async function nameOf(pid: string): Promise<string> {
  const [program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  return basename(program) || (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
}

/** The sockets in Linux's table that listen on a port. Source: proc_net_tcp.txt of the kernel. */
export function listeningInodes(table: string, port: number): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return local.endsWith(`:${hex}`) && state === '0A' && inode !== undefined ? [inode] : [];
  });
}

async function onWindows(port: number): Promise<string | undefined> {
  const { stdout } = await execute(ofWindows('netstat.exe'), ['-ano', '-p', 'TCP'], {
    timeout: 5000,
    windowsHide: true,
  });
  const pid = listeningProcess(stdout, port);
  if (pid === undefined) return undefined;
  const list = await execute(ofWindows('tasklist.exe'), ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], {
    timeout: 5000,
    windowsHide: true,
  });
  return /^"([^"]+)"/m.exec(list.stdout)?.[1];
}

/** A program of Windows, not one of that name that lies in the current folder. */
function ofWindows(program: string): string {
  return win32.join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', program);
}

/** The number of the process that listens on a port, in what Windows' netstat writes in any language. */
export function listeningProcess(output: string, port: number): string | undefined {
  const row = new RegExp(String.raw`^\s*TCP\s+\S+:${port}\s+(?:0\.0\.0\.0|\[::\]):0\s+\S+\s+(\d+)\s*$`, 'm');
  return row.exec(output)?.[1];
}

/** One set-up at a time in this folder: two terminals that start together must not install over each other. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder, say } from './steps.mjs';

const lockFile = path.join(cacheFolder, 'setup.lock');

/** Runs `work` while no other process of this folder runs its own; takes over from a process that is gone. */
export async function exclusively(work) {
  mkdirSync(cacheFolder, { recursive: true });
  let told = false;
  while (!tryLock()) {
    if (!told) say('another set-up is running in this folder; waiting for it');
    told = true;
    await pause(200);
  }
  const release = () => rmSync(lockFile, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function tryLock() {
  const own = `${lockFile}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lockFile);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  if (!isAlive(readOwner())) rmSync(lockFile, { force: true });
  return false;
}

function readOwner() {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

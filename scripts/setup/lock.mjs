/** Allows one set-up at a time in this folder: two that run together would install over each other. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder, printProgress } from './steps.mjs';

const lockFile = path.join(cacheFolder, 'setup.lock');

/** Runs `work` while no other process in this folder holds the lock. A lock whose process has ended is removed. */
export async function withSetupLock(work) {
  mkdirSync(cacheFolder, { recursive: true });
  let isReported = false;
  while (!tryLock()) {
    if (!isReported) printProgress('another set-up is running in this folder; waiting for it');
    isReported = true;
    await delay(200);
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

/** Replace Original and its undo: conversion, changed files, and originals of other types. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../fixtures/png';
import { until } from '../harness/until';
import { bytesOf, run, useEditService, waitUntilDone, writeImages } from './support/editFixture';
import { namesIn, workspaceUri } from './support/host';

describe('Replace Original', () => {
  const fixture = useEditService();

  it('replaces the original on request, and restores it', async () => {
    const [uri] = await writeImages('replace/fox.png');
    assert.ok(uri);
    const original = await bytesOf(uri);
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    const result = await bytesOf(workspaceUri('replace', 'fox-edit.png'));
    (await fixture.messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    const message = await fixture.messages.waitFor(/^Replaced fox\.png/);
    assert.deepEqual(message.buttons, ['Undo', 'Open']);
    assert.equal(await bytesOf(uri), result);
    assert.deepEqual(await namesIn('replace'), ['fox.png']);
    message.press('Undo');
    await fixture.messages.waitFor(/^Restored fox\.png/);
    assert.equal(await bytesOf(uri), original);
    assert.deepEqual(await namesIn('replace'), ['fox-edit.png', 'fox.png']);
  });

  it('restores several originals in one step after the notification was closed', async () => {
    const uris = await writeImages('later/a.png', 'later/b.png');
    const originals = await Promise.all(uris.map(bytesOf));
    await waitUntilDone(await run('easel.editImage', { images: uris.map(String), prompt: 'snow' }));
    (await fixture.messages.waitFor(/^2 images/)).press('Replace Originals');
    (await fixture.messages.waitFor(/^Replaced a\.png, b\.png/)).press('');
    assert.notDeepEqual(await Promise.all(uris.map(bytesOf)), originals);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await Promise.all(uris.map(bytesOf)), originals);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), false);
    await fixture.messages.waitFor(/Nothing to undo/);
  });

  it('asks before restoring an original that was changed since', async () => {
    const [uri] = await writeImages('changed/fox.png');
    assert.ok(uri);
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    (await fixture.messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    (await fixture.messages.waitFor(/^Replaced /)).press('');
    await vscode.workspace.fs.writeFile(uri, pngOf(8, 8));
    const changed = await bytesOf(uri);
    const undone = vscode.commands.executeCommand('easel.undoReplace');
    (await fixture.messages.waitFor(/fox\.png changed after the replacement/)).press('');
    assert.equal(await undone, false);
    assert.equal(await bytesOf(uri), changed);
    const again = vscode.commands.executeCommand('easel.undoReplace');
    await until(
      'the second question',
      () => fixture.messages.shown.filter((one) => /changed after the replacement/.test(one.text)).length === 2,
    );
    fixture.messages.shown.findLast((one) => /changed after the replacement/.test(one.text))?.press('Restore');
    assert.equal(await again, true);
    assert.notEqual(await bytesOf(uri), changed);
  });

  it('converts the result to the type of the original', async () => {
    const uri = workspaceUri('format', 'fox.jpg');
    await vscode.workspace.fs.writeFile(uri, pngOf(64, 36));
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    (await fixture.messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    (await fixture.messages.waitFor(/^Replaced fox\.jpg/)).press('');
    assert.deepEqual(await namesIn('format'), ['fox.jpg']);
    const bytes = await vscode.workspace.fs.readFile(uri);
    assert.deepEqual([...bytes.slice(0, 3)], [0xff, 0xd8, 0xff]);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await namesIn('format'), ['fox-edit.png', 'fox.jpg']);
  });

  it('asks before replacing the original by a file of another type', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36"/></svg>';
    const uri = workspaceUri('drawn', 'logo.svg');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(svg));
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    (await fixture.messages.waitFor(/^logo-edit\.png/)).press('Replace Original');
    const question = await fixture.messages.waitFor(
      /The result is in PNG format, so logo\.svg is deleted and replaced by logo\.png/,
    );
    question.press('Replace Anyway');
    (await fixture.messages.waitFor(/^Replaced logo\.png/)).press('');
    assert.deepEqual(await namesIn('drawn'), ['logo.png']);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await namesIn('drawn'), ['logo-edit.png', 'logo.svg']);
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString(), svg);
  });
});

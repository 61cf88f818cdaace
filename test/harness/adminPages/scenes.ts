/** The states of the pages, each with the steps to it and back. */
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../until';
import { type DemoWindow, waitForPage } from './demoWindow';

export interface Scene {
  name: string;
  /** In a window without content. */
  isEmpty?: boolean;
  /** Whether it closes when the window is resized. */
  isForOneWidth?: boolean;
  show(demo: DemoWindow): Promise<void>;
  /** Returns to the state from which other scenes start. */
  leave?(demo: DemoWindow): Promise<void>;
}

const tabs = ['create', 'jobs', 'history', 'providers', 'statistics', 'service'] as const;
type Tab = (typeof tabs)[number];

const find = (demo: DemoWindow, selector: string): Locator => demo.page.view().locator(selector);

async function openTab(demo: DemoWindow, tab: Tab): Promise<void> {
  const button = find(demo, `#tab-${tab}`);
  await until(tab, async () => {
    if ((await button.getAttribute('aria-selected')) === 'true') return true;
    await button.click();
    return false;
  });
  await waitForPage(demo);
}

function tab(name: Tab): Scene {
  return { name, show: (demo: DemoWindow): Promise<void> => openTab(demo, name) };
}

async function escape(demo: DemoWindow, selector: string): Promise<void> {
  await demo.workbench.page.keyboard.press('Escape');
  await find(demo, selector).waitFor({ state: 'detached' });
}

const closeDialog = (demo: DemoWindow): Promise<void> => escape(demo, 'dialog[open], [role=dialog]');

/** In display order. */
export const scenes: readonly Scene[] = [
  ...tabs.map((name): Scene => ({ ...tab(name), name: `empty-${name}`, isEmpty: true })),
  tab('create'),
  {
    name: 'create-edit',
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'create');
      await find(demo, '#create-provider').selectOption({ index: 1 });
      await drop(demo, path.join(demo.workspace, 'harbour.png'));
      await find(demo, 'p.mask button').first().waitFor();
      await waitForPage(demo);
    },
  },
  {
    name: 'mask',
    show: async (demo: DemoWindow): Promise<void> => {
      await find(demo, 'p.mask button').first().click();
      const dialog = find(demo, '[role=application]');
      await dialog.waitFor();
      await until('the image', async () => ((await find(demo, '.sheet').boundingBox())?.width ?? 0) > 100);
      await dialog.focus();
      for (const key of [
        'r',
        'Enter',
        ...Array<string>(12).fill('ArrowRight'),
        ...Array<string>(8).fill('ArrowDown'),
      ]) {
        await demo.workbench.page.keyboard.press(key);
      }
      await demo.workbench.page.keyboard.press('Enter');
    },
    leave: async (demo: DemoWindow): Promise<void> => {
      await closeDialog(demo);
      await find(demo, '#create-provider').selectOption({ index: 0 });
    },
  },
  tab('jobs'),
  tab('history'),
  {
    name: 'history-detail',
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'history');
      await find(demo, '[role=option]').last().click();
      await find(demo, 'section.detail img').waitFor();
      await waitForPage(demo);
    },
    leave: async (demo: DemoWindow): Promise<void> => find(demo, 'section.detail header button').last().click(),
  },
  {
    name: 'history-list',
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'history');
      // With the whole list selected, the selection bar shows actions for many entries.
      await find(demo, '[role=listbox]').press('Control+a');
      await mode(demo, 'list').click();
      await waitForPage(demo);
    },
    leave: async (demo: DemoWindow): Promise<void> => {
      await mode(demo, 'grid').click();
      await find(demo, '[role=listbox]').press('Escape');
    },
  },
  {
    name: 'clean-up',
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'history');
      await find(demo, '.filters .tools button.quiet').click();
      await find(demo, 'dialog[open]').waitFor();
      await waitForPage(demo);
    },
    leave: closeDialog,
  },
  {
    name: 'history-menu',
    isForOneWidth: true,
    show: async (demo: DemoWindow): Promise<void> => {
      await find(demo, '[role=option]').first().click({ button: 'right' });
      await find(demo, '[role=menu]').waitFor();
    },
    leave: (demo: DemoWindow): Promise<void> => escape(demo, '[role=menu]'),
  },
  // A comparison restores its mode, so the default mode comes last.
  comparison('compare-difference', 2),
  comparison('compare-side', 1),
  comparison('compare', 0),
  {
    name: 'keys',
    show: async (demo: DemoWindow): Promise<void> => {
      await find(demo, 'button.keys').click();
      await find(demo, 'dialog[open]').waitFor();
    },
    leave: closeDialog,
  },
  tab('providers'),
  {
    name: 'providers-menu',
    isForOneWidth: true,
    show: async (demo: DemoWindow): Promise<void> => {
      await find(demo, '[data-provider] button[aria-haspopup]').first().click();
      await find(demo, '[role=menu]').waitFor();
    },
    leave: (demo: DemoWindow): Promise<void> => escape(demo, '[role=menu]'),
  },
  {
    name: 'providers-types',
    show: async (demo: DemoWindow): Promise<void> => {
      await find(demo, '#add-provider').click();
      await find(demo, 'aside').waitFor();
      await waitForPage(demo);
    },
    leave: closePane,
  },
  {
    name: 'providers-form',
    show: async (demo: DemoWindow): Promise<void> => {
      await find(demo, '[data-provider]').last().locator('button.edit').click();
      await find(demo, 'aside form').waitFor();
      await waitForPage(demo);
    },
    leave: closePane,
  },
  tab('statistics'),
  { ...tab('service'), name: 'service-open' },
  {
    name: 'service',
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'service');
      await find(demo, '.sheet.service select').first().selectOption({ index: 1 });
      await find(demo, '.sheet.service .acts').waitFor();
      await waitForPage(demo);
    },
  },
  {
    name: 'service-below',
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'service');
      await find(demo, '.sheet.service').evaluate((sheet) => (sheet.scrollTop = sheet.scrollHeight));
    },
  },
];

/** @param mode Index among the ways to compare. */
function comparison(name: string, mode: number): Scene {
  return {
    name,
    show: async (demo: DemoWindow): Promise<void> => {
      await openTab(demo, 'history');
      const list = find(demo, '[role=listbox]');
      await list.press('End');
      await list.press('Shift+ArrowLeft');
      await list.press('c');
      await find(demo, 'section.compare .modes button').nth(mode).click();
      await waitForPage(demo);
    },
    leave: (demo: DemoWindow): Promise<void> => find(demo, 'section.compare button.close').click(),
  };
}

/** The last two toggle buttons are those of grid and list. */
function mode(demo: DemoWindow, name: 'grid' | 'list'): Locator {
  return find(demo, '.filters .tools [aria-pressed]').nth(name === 'grid' ? -2 : -1);
}

async function closePane(demo: DemoWindow): Promise<void> {
  await find(demo, 'aside').getByRole('button').last().click();
  await find(demo, 'aside form').waitFor({ state: 'detached' });
}

/** Simulates the workbench's drop of a file while Shift is held. */
async function drop(demo: DemoWindow, file: string): Promise<void> {
  await (
    await demo.page.frame()
  ).evaluate((uri) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', uri);
    document.querySelector('.create')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }, `file://${file}`);
}

/** Opens the page as the only editor, without the sidebar. */
export async function openPage({ workbench, page }: DemoWindow): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.notifications.clear();
  const isBeside = await workbench.page.locator('.explorer-folders-view').first().isVisible();
  if (isBeside) await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.runCommand('easel.openAdmin');
  await page.view().locator('#tab-history').waitFor();
}

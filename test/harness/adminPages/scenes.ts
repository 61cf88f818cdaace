/** What a person can have before their eyes on the pages of Easel, each way to it and back. */
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { until } from '../until';
import { type House, isPainted } from './demoWindow';

export interface Scene {
  name: string;
  /** In a house where there is nothing yet. */
  isEmpty?: boolean;
  /** Closed when the window changes its size. */
  isForOneWidth?: boolean;
  show(house: House): Promise<void>;
  /** Brings the page back to where other scenes begin. */
  leave?(house: House): Promise<void>;
}

const tabs = ['create', 'jobs', 'history', 'providers', 'statistics', 'service'] as const;
type Tab = (typeof tabs)[number];

const at = (house: House, selector: string): Locator => house.page.view().locator(selector);

async function go(house: House, tab: Tab): Promise<void> {
  const button = at(house, `#tab-${tab}`);
  await until(tab, async () => {
    if ((await button.getAttribute('aria-selected')) === 'true') return true;
    await button.click();
    return false;
  });
  await isPainted(house);
}

function tab(name: Tab): Scene {
  return { name, show: (house: House): Promise<void> => go(house, name) };
}

async function escape(house: House, selector: string): Promise<void> {
  await house.workbench.page.keyboard.press('Escape');
  await at(house, selector).waitFor({ state: 'detached' });
}

const closeDialog = (house: House): Promise<void> => escape(house, 'dialog[open], [role=dialog]');

/** In the order in which they are shown. */
export const scenes: readonly Scene[] = [
  ...tabs.map((name): Scene => ({ ...tab(name), name: `empty-${name}`, isEmpty: true })),
  tab('create'),
  {
    name: 'create-edit',
    show: async (house: House): Promise<void> => {
      await go(house, 'create');
      await at(house, '#create-provider').selectOption({ index: 1 });
      await drop(house, path.join(house.workspace, 'harbour.png'));
      await at(house, 'p.mask button').first().waitFor();
      await isPainted(house);
    },
  },
  {
    name: 'mask',
    show: async (house: House): Promise<void> => {
      await at(house, 'p.mask button').first().click();
      const room = at(house, '[role=application]');
      await room.waitFor();
      await until('the picture', async () => ((await at(house, '.sheet').boundingBox())?.width ?? 0) > 100);
      await room.focus();
      for (const key of [
        'r',
        'Enter',
        ...Array<string>(12).fill('ArrowRight'),
        ...Array<string>(8).fill('ArrowDown'),
      ]) {
        await house.workbench.page.keyboard.press(key);
      }
      await house.workbench.page.keyboard.press('Enter');
    },
    leave: async (house: House): Promise<void> => {
      await closeDialog(house);
      await at(house, '#create-provider').selectOption({ index: 0 });
    },
  },
  tab('jobs'),
  tab('history'),
  {
    name: 'history-detail',
    show: async (house: House): Promise<void> => {
      await go(house, 'history');
      await at(house, '[role=option]').last().click();
      await at(house, 'section.detail img').waitFor();
      await isPainted(house);
    },
    leave: async (house: House): Promise<void> => at(house, 'section.detail header button').last().click(),
  },
  {
    name: 'history-list',
    show: async (house: House): Promise<void> => {
      await go(house, 'history');
      // The whole list is selected: the footer says what can be done with so many.
      await at(house, '[role=listbox]').press('Control+a');
      await mode(house, 'list').click();
      await isPainted(house);
    },
    leave: async (house: House): Promise<void> => {
      await mode(house, 'grid').click();
      await at(house, '[role=listbox]').press('Escape');
    },
  },
  {
    name: 'clean-up',
    show: async (house: House): Promise<void> => {
      await go(house, 'history');
      await at(house, '.filters .tools button.quiet').click();
      await at(house, 'dialog[open]').waitFor();
      await isPainted(house);
    },
    leave: closeDialog,
  },
  {
    name: 'history-menu',
    isForOneWidth: true,
    show: async (house: House): Promise<void> => {
      await at(house, '[role=option]').first().click({ button: 'right' });
      await at(house, '[role=menu]').waitFor();
    },
    leave: (house: House): Promise<void> => escape(house, '[role=menu]'),
  },
  // A comparison comes back as it was left; it is left as it is at first.
  comparison('compare-difference', 2),
  comparison('compare-side', 1),
  comparison('compare', 0),
  {
    name: 'keys',
    show: async (house: House): Promise<void> => {
      await at(house, 'button.keys').click();
      await at(house, 'dialog[open]').waitFor();
    },
    leave: closeDialog,
  },
  tab('providers'),
  {
    name: 'providers-menu',
    isForOneWidth: true,
    show: async (house: House): Promise<void> => {
      await at(house, '[data-provider] button[aria-haspopup]').first().click();
      await at(house, '[role=menu]').waitFor();
    },
    leave: (house: House): Promise<void> => escape(house, '[role=menu]'),
  },
  {
    name: 'providers-types',
    show: async (house: House): Promise<void> => {
      await at(house, '#add-provider').click();
      await at(house, 'aside').waitFor();
      await isPainted(house);
    },
    leave: closePane,
  },
  {
    name: 'providers-form',
    show: async (house: House): Promise<void> => {
      await at(house, '[data-provider]').last().locator('button.edit').click();
      await at(house, 'aside form').waitFor();
      await isPainted(house);
    },
    leave: closePane,
  },
  tab('statistics'),
  { ...tab('service'), name: 'service-open' },
  {
    name: 'service',
    show: async (house: House): Promise<void> => {
      await go(house, 'service');
      await at(house, '.sheet.service select').first().selectOption({ index: 1 });
      await at(house, '.sheet.service .acts').waitFor();
      await isPainted(house);
    },
  },
  {
    name: 'service-below',
    show: async (house: House): Promise<void> => {
      await go(house, 'service');
      await at(house, '.sheet.service').evaluate((sheet) => (sheet.scrollTop = sheet.scrollHeight));
    },
  },
];

/** @param mode Index among the ways to compare. */
function comparison(name: string, mode: number): Scene {
  return {
    name,
    show: async (house: House): Promise<void> => {
      await go(house, 'history');
      const list = at(house, '[role=listbox]');
      await list.press('End');
      await list.press('Shift+ArrowLeft');
      await list.press('c');
      await at(house, 'section.compare .modes button').nth(mode).click();
      await isPainted(house);
    },
    leave: (house: House): Promise<void> => at(house, 'section.compare button.close').click(),
  };
}

/** The last two of the buttons that stay pressed are those of grid and list. */
function mode(house: House, name: 'grid' | 'list'): Locator {
  return at(house, '.filters .tools [aria-pressed]').nth(name === 'grid' ? -2 : -1);
}

async function closePane(house: House): Promise<void> {
  await at(house, 'aside').getByRole('button').last().click();
  await at(house, 'aside form').waitFor({ state: 'detached' });
}

/** As the workbench does when a file is dropped while Shift is held. */
async function drop(house: House, file: string): Promise<void> {
  await (
    await house.page.frame()
  ).evaluate((uri) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', uri);
    document.querySelector('.create')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }, `file://${file}`);
}

/** Opens the page, and nothing beside it. */
export async function openPage({ workbench, page }: House): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.notifications.clear();
  const isBeside = await workbench.page.locator('.explorer-folders-view').first().isVisible();
  if (isBeside) await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.runCommand('easel.openAdmin');
  await page.view().locator('#tab-history').waitFor();
}

/**
 * Presses that are exact. The workbench draws other things into rows while it works, opens views under the pointer and
 * is slow at will: what a driver found a moment ago may be something else when its click arrives. So the page itself judges
 * every event of a press when it comes, lets only the right ones through, and tells afterwards whether the press was taken.
 */
import type { Locator, Page } from 'playwright-core';

/** The event by which the workbench takes a press: menus when the button is let go, most others at the click. */
type Decisive = 'click' | 'dblclick' | 'mouseup' | 'contextmenu';

export interface PressTarget {
  locator: Locator;
  /** Attributes that it must have when the press arrives. */
  attributes?: Record<string, string>;
  /** Text that a part of it must have when the press arrives. */
  part?: { selector: string; text: string };
  /** Text that an element around it must have in one of its parts. */
  container?: ContainerText;
}

/** Text of one part of the element around, each by its selector. */
export interface ContainerText {
  selector: string;
  part: string;
  text: string;
}

export interface PressOptions {
  /** `click` when left out. */
  decisive?: Decisive;
  /** Milliseconds in which what has just been drawn does not yet take presses. */
  ignoredFor?: number;
  /** Holds Ctrl, or Command on a Mac. */
  isControlHeld?: boolean;
}

interface Guard {
  isTaken: boolean;
  end(): void;
}
type GuardedWindow = Window & { easelGuard?: Guard };

interface GuardOptions {
  attributes: Record<string, string>;
  part?: NonNullable<PressTarget['part']>;
  container?: ContainerText;
  /** What an input must hold when the key arrives. */
  value?: string;
  decisive: Decisive | 'keydown';
  ignoredFor: number;
}

/** Milliseconds in which an element must be found; who presses looks again by himself. */
const findTimeout = 2_000;

/**
 * Presses once. When it returns, the press was taken; when it throws, it surely was not, and may be tried again.
 * @throws Error that says what stood in the way
 */
export async function press(
  { locator, attributes = {}, part, container }: PressTarget,
  { decisive = 'click', ignoredFor: ignoredFor = 0, isControlHeld = false }: PressOptions = {},
): Promise<void> {
  const page = locator.page();
  const options: GuardOptions = {
    attributes,
    decisive,
    ignoredFor,
    ...(part ? { part } : {}),
    ...(container ? { container } : {}),
  };
  const point = await installGuard(locator, options);
  try {
    if (isControlHeld) await page.keyboard.down('ControlOrMeta');
    try {
      await page.mouse.click(point.x, point.y, {
        button: decisive === 'contextmenu' ? 'right' : 'left',
        clickCount: decisive === 'dblclick' ? 2 : 1,
      });
    } finally {
      if (isControlHeld) await page.keyboard.up('ControlOrMeta');
    }
  } finally {
    await endGuard(page, 'the press went astray');
  }
}

export interface KeyTarget extends PressTarget {
  /** What an input must hold when the key arrives. */
  value?: string;
}

/** Focuses an element and presses a key in it, once. @throws Error when the key surely did not reach it */
export async function pressKeyIn({ locator, attributes = {}, ...rest }: KeyTarget, key: string): Promise<void> {
  const page = locator.page();
  const options: GuardOptions = { ...rest, attributes, decisive: 'keydown', ignoredFor: 0 };
  await installGuard(locator, options);
  try {
    await page.keyboard.press(key);
  } finally {
    await endGuard(page, `${key} went astray`);
  }
}

/** Moves the pointer onto an element from outside of it, so that it hears of it even when the pointer had been there. */
export async function moveOnto(locator: Locator): Promise<void> {
  const box = await locator.boundingBox({ timeout: findTimeout });
  if (!box) throw new Error('it is not shown');
  const { mouse } = locator.page();
  await mouse.move(box.x + box.width / 2, Math.max(0, box.y - 3));
  await mouse.move(Math.max(0, box.x - 3), box.y + box.height / 2);
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** What has begun in the page is waited for, however long it takes: a guard that nobody knows of would stay. */
async function installGuard(locator: Locator, options: GuardOptions): Promise<{ x: number; y: number }> {
  const element = await locator.elementHandle({ timeout: findTimeout });
  if (!element) throw new Error('it is not there');
  try {
    const point = await element.evaluate(guardElement, options);
    if (typeof point === 'string') throw new Error(point);
    return point;
  } finally {
    await element.dispose();
  }
}

async function endGuard(page: Page, complaint: string): Promise<void> {
  const ask = page.evaluate(() => {
    const { easelGuard } = window as GuardedWindow;
    easelGuard?.end();
    // A press that loads another page takes its guard with it.
    return easelGuard?.isTaken ?? true;
  });
  const isTaken = await ask.catch((error: unknown) => {
    if (/context was destroyed/.test(String(error))) return true;
    throw error;
  });
  if (!isTaken) throw new Error(complaint);
}

/**
 * Runs in the page. Waits until the element stands still, sets up the guard and gives the place to press, or says what
 * stands in the way.
 */
async function guardElement(
  element: Element,
  { attributes, part, container, value, decisive, ignoredFor }: GuardOptions,
): Promise<{ x: number; y: number } | string> {
  const textOf = (root: Element | null | undefined, selector: string): string | undefined =>
    root?.querySelector(selector)?.textContent.replaceAll('\u00a0', ' ').trim();
  const isExpected = (): boolean =>
    element.isConnected &&
    (value === undefined || (element as HTMLInputElement).value === value) &&
    Object.entries(attributes).every(([name, value]) => element.getAttribute(name) === value) &&
    (!part || textOf(element, part.selector) === part.text) &&
    (!container || textOf(element.closest(container.selector), container.part) === container.text);
  const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const page = window as GuardedWindow;
  page.easelGuard?.end();

  if (ignoredFor > 0) await new Promise((resolve) => setTimeout(resolve, ignoredFor));
  const before = element.getBoundingClientRect();
  await nextFrame();
  const box = element.getBoundingClientRect();
  if (!isExpected()) return 'it is something else by now';
  if (box.width === 0 || box.height === 0) return 'it is not shown';
  if (box.x !== before.x || box.y !== before.y) return 'it is moving';
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  if (decisive === 'keydown') {
    const input = element as HTMLElement;
    input.focus();
    if (!input.matches(':focus')) return 'it does not take the focus';
  } else {
    const top = (element.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
    if (!top || !element.contains(top)) {
      element.scrollIntoView({ block: 'nearest' });
      return `before it is ${top?.outerHTML.slice(0, 120) ?? 'nothing'}`;
    }
  }

  const kinds =
    decisive === 'keydown'
      ? ['keydown', 'keypress']
      : ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu'];
  const judge = (event: Event): void => {
    const [target] = event.composedPath();
    // Once it was taken the element may go, and what comes after must not reach what lies behind it.
    if (target instanceof Node && element.contains(target) && isExpected()) {
      if (event.type === decisive) guard.isTaken = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // What a frame of its own hears, nobody here can judge.
  const frameStyle = document.createElement('style');
  frameStyle.textContent = 'iframe { pointer-events: none !important; }';
  const guard: Guard = {
    isTaken: false,
    end: () => {
      kinds.forEach((kind) => removeEventListener(kind, judge, true));
      frameStyle.remove();
    },
  };
  document.head.append(frameStyle);
  page.easelGuard = guard;
  kinds.forEach((kind) => addEventListener(kind, judge, true));
  return { x, y };
}

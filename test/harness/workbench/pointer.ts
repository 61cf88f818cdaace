/**
 * Clicks that hit only the intended element. The workbench reuses rows and opens views under the pointer, so an element may
 * have changed when a click arrives. A guard in the page checks every event of the click, blocks those for other elements, and
 * reports whether the click was accepted.
 */
import type { Locator, Page } from 'playwright-core';

/** The event on which the workbench acts: mouseup in menus, click in most other places. */
type Decisive = 'click' | 'dblclick' | 'mouseup' | 'contextmenu';

export interface PressTarget {
  locator: Locator;
  /** Attributes that the element must have when the event arrives. */
  attributes?: Record<string, string>;
  /** Text that a descendant must have when the event arrives. */
  part?: { selector: string; text: string };
  /** Text that a descendant of an ancestor must have when the event arrives. */
  container?: ContainerText;
}

/** Text of a descendant of an ancestor, each given by a selector. */
export interface ContainerText {
  selector: string;
  part: string;
  text: string;
}

export interface PressOptions {
  /** Default: `click`. */
  decisive?: Decisive;
  /** Milliseconds to wait, during which a new element ignores clicks. */
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
  /** Value that an input must have when the key arrives. */
  value?: string;
  decisive: Decisive | 'keydown';
  ignoredFor: number;
}

/** Milliseconds to find an element; callers retry. */
const findTimeout = 2_000;

/**
 * Clicks once. If it returns, the click was accepted; if it throws, it was not, and may be repeated.
 * @throws Error that says what prevented the click
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
  /** Value that an input must have when the key arrives. */
  value?: string;
}

/** Focuses an element and presses a key, once. @throws Error if the key didn't reach it */
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

/** Moves the pointer onto an element from outside, so that it gets pointerenter even if the pointer was there. */
export async function moveOnto(locator: Locator): Promise<void> {
  const box = await locator.boundingBox({ timeout: findTimeout });
  if (!box) throw new Error('it is not shown');
  const { mouse } = locator.page();
  await mouse.move(box.x + box.width / 2, Math.max(0, box.y - 3));
  await mouse.move(Math.max(0, box.x - 3), box.y + box.height / 2);
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** Has no timeout once the page has started, because otherwise a guard could remain installed. */
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
    // A click that loads another page discards the guard.
    return easelGuard?.isTaken ?? true;
  });
  const isTaken = await ask.catch((error: unknown) => {
    if (/context was destroyed/.test(String(error))) return true;
    throw error;
  });
  if (!isTaken) throw new Error(complaint);
}

/**
 * Runs in the page. Waits until the element doesn't move, installs the guard and returns the point to click, or a message that
 * says what prevents the click.
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
    // After the decisive event, the element may disappear; later events must not reach what is behind it.
    if (target instanceof Node && element.contains(target) && isExpected()) {
      if (event.type === decisive) guard.isTaken = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // The guard gets no events of iframes.
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

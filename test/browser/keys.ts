import type { Page } from 'playwright-core';
import { arriving } from './steps.ts';

/** What somebody does who uses the keyboard alone, and where the focus is. */

export interface Focus {
  /** What a screen reader would call it, in one line. */
  readonly name: string;
  /** Whether it is on the screen, marked by an outline, a shadow or both. */
  readonly seen: boolean;
}

/** Presses Tab until something with this name has the focus, which is to be seen all the way. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const now = await focus(page);
    if (!now.seen) throw new Error(`The focus on “${now.name}” cannot be seen`);
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
    if (passed.length > 60) throw new Error(`No “${name}” among ${passed.join(', ')}`);
    passed.push(now.name);
  }
}

/** Tabs to a control that leads to another page, and presses Enter there. */
export async function enter(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await arriving(page, () => page.keyboard.press('Enter'));
}

export function focus(page: Page): Promise<Focus> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const label = element.labels?.[0];
    const radio = element.type === 'radio';
    const style = radio ? getComputedStyle(label, '::before') : getComputedStyle(element);
    const marked = style.boxShadow !== 'none' || parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none';
    const box = element.getBoundingClientRect();
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      name: (label ?? element).textContent.replace(/\\s+/g, ' ').trim(),
      seen: element !== document.body && marked && onScreen,
    };
  })()`);
}

/** Everything that the pages can show, in the dark: judged by axe-core, and no wider than the window. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { type DemoWindow, waitForPage, openEmptyDemo, openFullDemo } from '../harness/adminPages/demoWindow';
import { openPage, scenes } from '../harness/adminPages/scenes';
import { until } from '../harness/until';

/** Pixels of the window; the activity bar takes 48 of them. */
const widths = [348, 748, 2048];
const usual = { width: 1180, height: 900 };

for (const isEmpty of [true, false]) {
  describe(isEmpty ? 'pages without content' : 'pages with content', () => {
    let house: DemoWindow;
    before(async () => {
      house = await (isEmpty ? openEmptyDemo('en') : openFullDemo('en'));
      // Loads the window anew, too: nothing of the furnishing stands in messages any more.
      await house.workbench.useTheme('dark');
      await openPage(house);
    });
    after(() => house.close());

    for (const scene of scenes.filter((one) => (one.isEmpty ?? false) === isEmpty)) {
      it(`${scene.name} has no serious accessibility violations, and fits every width`, async () => {
        const { workbench, page } = house;
        await scene.show(house);
        await waitForPage(house);
        assert.deepEqual(await page.seriousFaults(), []);
        for (const width of scene.isForOneWidth ? [] : widths) {
          await workbench.page.setViewportSize({ ...usual, width });
          await until(`the page to fit ${width} pixels`, async () => !(await page.overflows()));
          assert.deepEqual(await page.stretched(), [], `at ${width} pixels`);
        }
        await workbench.page.setViewportSize(usual);
        await scene.leave?.(house);
      });
    }
  });
}

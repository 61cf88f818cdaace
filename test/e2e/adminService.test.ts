/** Looking after a Qwen Image Service: its state, one's own account, its users, its tasks and its clean-up. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { addQwenService, AdminPage, recordMessages } from '../harness/adminPages/adminPage';
import { generate } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

const secrets = {
  admin: 'admin-password',
  demo: 'demo-password',
  wanted: 'a-new-password',
  added: 'another-password',
  registered: 'my-own-password',
};

describe('Service page', () => {
  const fixture = useWorkbench({ workbench: { width: 1300, height: 900 } });
  let simulator: QwenImageServiceSimulator;
  let page: AdminPage;
  const view = (): Locator => page.view();
  const users = (): Locator => page.region('Users');
  const row = (name: string): Locator => users().getByRole('row').filter({ hasText: name });
  const button = (place: Locator, name: string): Locator =>
    place.getByRole('button', { name: new RegExp(`^${name}(:|$)`) });

  before(async () => {
    const crowd = Array.from({ length: 60 }, (_, index) => ({
      username: `colleague-${String(index + 1).padStart(2, '0')}`,
      password: 'colleague-password',
    }));
    simulator = await startQwenImageService({
      loginsPerMinute: 100,
      users: [
        { username: 'admin', password: secrets.admin, admin: true },
        { username: 'demo', password: secrets.demo },
        ...crowd,
      ],
    });
    page = new AdminPage(fixture.workbench);
    await fixture.workbench.page.addInitScript(recordMessages);
  });

  after(() => simulator.stop());

  it('explains itself while there is no service, and offers to add one', async () => {
    await page.open('Service');
    await button(view(), 'Add Provider…').click();
    await fixture.workbench.quickInput.waitForText('Select a service type');
    await fixture.workbench.quickInput.close();
  });

  it('lists services when they are added, and shows the state of the first one', async () => {
    const { workbench, workspace } = fixture;
    await addQwenService(workbench, { url: simulator.url, user: 'admin', password: secrets.admin, name: 'Our GPU' });
    await workbench.notifications.click(/Our GPU/, 'Set as Default');
    await until('the default in the settings', () =>
      JSON.stringify(fixture.server.settings()).includes('"default":true'),
    );
    await generate(workbench, { prompt: 'a red fox in the snow', workspace });
    await page.open('Service');
    const state = page.region('Service status');
    await state.getByText('Healthy', { exact: true }).waitFor();
    await state.getByText('Queued (all users)').waitFor();
    await state.getByRole('rowheader', { name: /Qwen-Image-Edit/ }).waitFor();
    await state.getByText('Aspect ratios and sizes').press('Enter');
    await state.getByText('1664 × 928').waitFor();
  });

  it('shows the user’s account with its quota, and saves a new email address', async () => {
    const account = page.region('Your account');
    await account.getByText(/Signed in as admin.*Administrator/).waitFor();
    await account.getByText(/unlimited images today/).waitFor();
    await account.getByLabel('Email address').fill('admin@our.example');
    await account.getByLabel('Email address').press('Enter');
    await account.getByText('Saved.').waitFor();
    assert.equal(simulator.user('admin').email, 'admin@our.example');
  });

  it('disables and enables users and makes them administrators, by keys', async () => {
    await row('demo').waitFor();
    assert.equal(await row('admin').first().getByRole('button').count(), 0, 'nobody locks themselves out');
    await button(row('demo'), 'Disable').press('Enter');
    await button(row('demo'), 'Enable').waitFor();
    assert.equal(simulator.user('demo').active, false);
    await button(row('demo'), 'Enable').press('Enter');
    await button(row('demo'), 'Disable').waitFor();
    await button(row('demo'), 'Make Administrator').press(' ');
    await row('demo').getByText('Active · Administrator').waitFor();
    assert.equal(simulator.user('demo').admin, true);
    await button(row('demo'), 'Remove Administrator Role').press(' ');
    await until('an ordinary user', () => !simulator.user('demo').admin);
    assert.equal(simulator.user('demo').active, true);
  });

  it('shows the quota of every user, and changes one', async () => {
    await row('demo').getByText('100 of 100 images left today').waitFor();
    await button(row('demo'), 'Set Quota…').press('Enter');
    const form = users().getByRole('group', { name: 'Quota for demo' });
    await form.getByLabel(/Images per day/).fill('20');
    await form.getByLabel(/Images per month/).fill('');
    await form.getByLabel(/Images per month/).press('Enter');
    await row('demo').getByText('20 of 20 images left today · unlimited this month').waitFor();
    assert.deepEqual([simulator.user('demo').daily, simulator.user('demo').monthly], [20, -1]);
  });

  it('pages through a long list', async () => {
    await users().getByText('1 to 50').waitFor();
    await button(users(), 'Next').click();
    await users().getByText('51 to 62').waitFor();
    await row('colleague-60').waitFor();
    assert.ok(await button(users(), 'Next').isDisabled());
    await button(users(), 'Previous').click();
    await users().getByText('1 to 50').waitFor();
  });

  it('deletes a user only after a confirmation', async () => {
    await button(row('colleague-01'), 'Delete').click();
    const { dialog } = fixture.workbench;
    assert.match(await dialog.waitForText(), /Delete user colleague-01\?[^]*permanently/);
    await dialog.close();
    assert.ok(simulator.user('colleague-01'));
    await button(row('colleague-01'), 'Delete').click();
    await dialog.waitForText();
    await dialog.press('Delete');
    await users().getByText('Deleted colleague-01.').waitFor();
    assert.throws(() => simulator.user('colleague-01'));
    assert.equal(await row('colleague-01').count(), 0);
  });

  it('adds a user, and shows why the service rejects one', async () => {
    await users().getByText('Add User').first().click();
    const add = async (name: string, email: string): Promise<void> => {
      await users().getByRole('textbox', { name: 'User name' }).fill(name);
      await users().getByLabel('Email address').fill(email);
      await users().getByLabel('Password').fill(secrets.added);
      await users().getByLabel('Password').press('Enter');
    };
    await add('demo', 'demo@our.example');
    await users().getByRole('status').filter({ hasText: '用户名已存在' }).waitFor();
    const name = users().getByRole('textbox', { name: 'User name' });
    assert.equal(await name.inputValue(), 'demo', 'what was refused stays, to be put right');
    await add('new-colleague', 'new@our.example');
    await users().getByText('Added new-colleague.').waitFor();
    assert.equal(simulator.user('new-colleague').password, secrets.added);
    assert.equal(await users().getByLabel('Password').inputValue(), '', 'no password stays in the page');
  });

  it('lists the user’s and all tasks by state', async () => {
    const tasks = page.region('Tasks on the service');
    await tasks.getByRole('rowheader', { name: 'a red fox in the snow' }).waitFor();
    await tasks.getByText('Page 1 of 1 (1 in total)').waitFor();
    assert.equal(await tasks.getByRole('columnheader', { name: 'User' }).count(), 0);
    await tasks.getByLabel('Owner').selectOption('all');
    await tasks.getByRole('columnheader', { name: 'User' }).waitFor();
    await tasks.getByText('Service statistics').waitFor();
    await tasks.getByLabel('Status').selectOption({ label: 'Failed' });
    await tasks.getByText('No tasks.').waitFor();
    await tasks.getByLabel('Status').selectOption('');
    await tasks.getByRole('rowheader', { name: 'a red fox in the snow' }).waitFor();
  });

  it('has no serious accessibility violations, and fits a narrow page', async () => {
    assert.deepEqual(await page.seriousFaults(), []);
    await fixture.workbench.page.setViewportSize({ width: 700, height: 800 });
    await until('a narrow page', async () => (await (await page.frame()).evaluate(() => innerWidth)) < 500);
    assert.equal(await page.overflows(), false);
    assert.deepEqual(await page.seriousFaults(), []);
    await fixture.workbench.page.setViewportSize({ width: 1300, height: 900 });
  });

  it('changes the user’s password, and signs in with the new one', async () => {
    const account = page.region('Your account');
    await account.getByText('Change Password').first().click();
    const change = async (old: string, wanted: string, repeated: string): Promise<void> => {
      await account.getByLabel('Current password').fill(old);
      await account.getByLabel('New password', { exact: true }).fill(wanted);
      await account.getByLabel('Confirm new password').fill(repeated);
      await account.getByLabel('Confirm new password').press('Enter');
    };
    await change(secrets.admin, secrets.wanted, 'something-else');
    await account.getByText("The new passwords don't match.").waitFor();
    await change('not-the-password', secrets.wanted, secrets.wanted);
    await account.getByRole('status').filter({ hasText: '旧密码错误' }).waitFor();
    await change(secrets.admin, secrets.wanted, secrets.wanted);
    await account.getByText('Password changed.').waitFor();
    assert.equal(simulator.user('admin').password, secrets.wanted);
    simulator.expireTokens();
    await button(view(), 'Refresh').click();
    await account.getByText(/Signed in as admin/).waitFor();
    await row('demo').waitFor();
  });

  it('cleans up the service only after showing what is deleted', async () => {
    const region = page.region('Clean Up Service');
    await region.getByLabel(/in memory/).fill('1');
    await button(region, 'Clean Up…').click();
    const { dialog } = fixture.workbench;
    assert.match(await dialog.waitForText(), /Clean up Our GPU\?[^]*all users: .*1 h.*30 days/);
    await dialog.press('Delete');
    await region.getByText('Tasks deleted: 1').waitFor();
  });

  it('explains a 403 after the administrator rights were revoked', async () => {
    simulator.user('admin').admin = false;
    await button(row('demo'), 'Disable').click();
    await users()
      .getByRole('status')
      .getByText(/Only administrators of Our GPU can do this/)
      .waitFor();
    assert.equal(simulator.user('demo').active, true);
    simulator.user('admin').admin = true;
  });

  it('hides administrator functions from other users, and says so', async () => {
    await addQwenService(fixture.workbench, {
      ...{ url: simulator.url, user: 'demo', password: secrets.demo, name: 'As Demo' },
    });
    await page.open('Service');
    await view().getByRole('combobox', { name: 'Provider', exact: true }).selectOption({ label: 'As Demo' });
    const account = page.region('Your account');
    await account.getByText('Signed in as demo').waitFor();
    await account.getByText(/Only administrators can manage users.* demo isn't an administrator/).waitFor();
    await page.region('Tasks on the service').getByText('No tasks.').waitFor();
    assert.equal(await users().count(), 0);
    assert.equal(await page.region('Clean Up Service').count(), 0);
    assert.equal(await view().getByLabel('Owner').count(), 0);
  });

  it('shows an error while the service is down, and recovers with it', async () => {
    simulator.misbehave({
      path: '/auth/me',
      fault: { kind: 'answer', status: 500, body: '{}', type: 'application/json' },
      times: 9,
    });
    await button(view(), 'Refresh').click();
    await page.region('Your account').getByRole('alert').waitFor();
    await page.region('Service status').getByText('Healthy', { exact: true }).waitFor();
    simulator.behave();
    await button(view(), 'Refresh').click();
    await page
      .region('Your account')
      .getByText(/Signed in as demo/)
      .waitFor();
  });

  it('offers to set a rejected password, and to register', async () => {
    simulator.user('demo').password = 'changed-elsewhere';
    simulator.expireTokens();
    await button(view(), 'Refresh').click();
    const account = page.region('Your account');
    await account.getByRole('alert').waitFor();
    await button(account, 'Set Password').click();
    await fixture.workbench.quickInput.waitForText(/As Demo/);
    await fixture.workbench.quickInput.close();
    await account.getByText('Register…').press('Enter');
    await account.getByRole('textbox', { name: 'User name' }).fill('newcomer');
    await account.getByLabel('Email address').fill('newcomer@our.example');
    await account.getByLabel('Password', { exact: true }).fill(secrets.registered);
    await account.getByLabel('Confirm new password').fill(secrets.registered);
    await account.getByLabel('Confirm new password').press('Enter');
    await account.getByText(/verified email address/).waitFor();
    assert.equal(simulator.user('newcomer').password, secrets.registered);
    simulator.user('newcomer').verified = true;
    await button(view(), 'Refresh').click();
    await account.getByText('Signed in as newcomer').waitFor();
    const settings = JSON.stringify(fixture.server.settings());
    assert.ok(settings.includes('newcomer') && !settings.includes(secrets.registered));
  });

  it('never receives a password', async () => {
    const heard = await page.messagesFromHost();
    for (const password of [...Object.values(secrets), 'colleague-password']) assert.ok(!heard.includes(password));
  });
});

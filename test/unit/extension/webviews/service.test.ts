import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as schema from '../../../../src/extension/webviews/admin/service/schema';
import { accepts } from './accepts';
import {
  figuresView,
  healthView,
  lacksAccount,
  modelsView,
  queueView,
  quotaLine,
  ratiosView,
  tasksPage,
  userLine,
} from '../../../../src/extension/webviews/admin/service/view';

const t = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

describe('schemas of the Service page', () => {
  it('bound the length of names, passwords and email addresses', () => {
    assert.ok(accepts(schema.password, 'x') && accepts(schema.password, ' 密码 "with" spaces '));
    for (const wrong of ['', 'x'.repeat(201), undefined, 12, ['x']]) assert.ok(!accepts(schema.password, wrong));
    assert.ok(
      accepts(schema.userName, '小明') &&
        !accepts(schema.userName, 'a\u0000b') &&
        !accepts(schema.userName, 'x'.repeat(101)),
    );
    assert.ok(accepts(schema.email, '') && accepts(schema.email, 'a@b.example'));
    for (const wrong of ['a', 'a@', 'a b@c.d', 'a@b\nc', `${'x'.repeat(260)}@b`, null])
      assert.ok(!accepts(schema.email, wrong));
  });

  it('reject unknown choices and unknown parts', () => {
    assert.ok(
      accepts(schema.owner, 'all') &&
        !accepts(schema.owner, 'ours') &&
        accepts(schema.userFlag, 'admin') &&
        !accepts(schema.userFlag, 'id'),
    );
    assert.ok(accepts(schema.tasksQuery, { whose: 'mine', page: 1, state: '' }));
    for (const wrong of [
      null,
      { whose: 'mine', page: 0, state: '' },
      { whose: 'mine', page: 1, state: 'a b' },
      { whose: 'mine', page: 1 },
      { whose: 'mine', page: 1, state: '', userId: '1' },
    ]) {
      assert.ok(!accepts(schema.tasksQuery, wrong), JSON.stringify(wrong));
    }
    assert.ok(accepts(schema.cleanUpAge, { hours: 1, days: 30 }));
    for (const wrong of [{ hours: 0, days: 30 }, { hours: 1.5, days: 1 }, { hours: '1', days: 1 }, { hours: 1 }]) {
      assert.ok(!accepts(schema.cleanUpAge, wrong), JSON.stringify(wrong));
    }
  });
});

describe('quotas and accounts on the Service page', () => {
  it('accept limits of at least one, for the users of one page', () => {
    for (const right of [{}, { daily: 1 }, { daily: 20, monthly: 300 }]) assert.ok(accepts(schema.quota, right));
    for (const wrong of [null, [], { daily: 0 }, { daily: -1 }, { monthly: 1.5 }, { daily: '3' }, { weekly: 3 }])
      assert.ok(!accepts(schema.quota, wrong), JSON.stringify(wrong));
    assert.ok(accepts(schema.userIds, ['1', '2']) && accepts(schema.userIds, []));
    assert.ok(
      !accepts(schema.userIds, Array<string>(51).fill('1')) &&
        !accepts(schema.userIds, ['']) &&
        !accepts(schema.userIds, '1'),
    );
  });

  it('show what is left, and keep the limits for the form', () => {
    const balances = [
      { unit: 'pictures-today', limit: 20, used: 12, remaining: 8 },
      { unit: 'pictures-this-month', used: 12 },
    ];
    assert.deepEqual(quotaLine('7', balances, t), {
      ...{ userId: '7', text: '8 of 20 images left today · unlimited this month' },
      ...{ isError: false, daily: 20 },
    });
  });

  it('recognize a missing account', () => {
    assert.ok(lacksAccount({ kind: 'settings', reason: 'setting-invalid', values: { field: 'options.username' } }));
    assert.ok(lacksAccount({ kind: 'auth', reason: 'password-missing' }));
    assert.ok(lacksAccount({ kind: 'auth', reason: 'password-wrong' }));
    assert.ok(!lacksAccount({ kind: 'auth', reason: 'email-unverified' }));
    assert.ok(!lacksAccount({ kind: 'network' }) && !lacksAccount({ kind: 'settings', reason: 'not-this-service' }));
  });
});

describe('view of the Service page', () => {
  it("translates the service's own terms where they are known", () => {
    assert.deepEqual(
      healthView(
        {
          ok: true,
          facts: [
            ['gpu_available', 'true'],
            ['disk_left', '12 GB'],
          ],
        },
        t,
      ),
      {
        ok: true,
        facts: [
          { name: 'GPU available', value: 'Yes' },
          { name: 'disk left', value: '12 GB' },
        ],
      },
    );
    assert.deepEqual(
      figuresView(
        {
          figures: [
            ['avg_execution_time', 4.26],
            ['total_tasks', 7],
            ['active_users', 2],
          ],
        },
        t,
      ),
      [
        { name: 'Average time', value: '4.3 s' },
        { name: 'Tasks', value: '7' },
        { name: 'active users', value: '2' },
      ],
    );
  });

  it('says once that a service is healthy, and keeps any other status', () => {
    assert.deepEqual(healthView({ ok: true, facts: [['status', 'healthy']] }, t), { ok: true, facts: [] });
    const degraded = { ok: true, facts: [{ name: 'Status', value: 'Degraded' }] };
    assert.deepEqual(healthView({ ok: true, facts: [['status', 'degraded']] }, t), degraded);
    const contradicted = { ok: false, facts: [{ name: 'Status', value: 'Healthy' }] };
    assert.deepEqual(healthView({ ok: false, facts: [['status', 'healthy']] }, t), contradicted);
  });

  it('shows no figure that the service did not send', () => {
    assert.deepEqual(queueView({ waiting: 0 }, t), [{ name: 'Queued (all users)', value: '0' }]);
    assert.deepEqual(queueView({}, t), []);
    assert.deepEqual(userLine({ id: '1', name: 'demo', active: true, admin: false }).email, '');
    assert.deepEqual(
      modelsView([{ name: 'Qwen-Image', capabilities: ['text-to-image', 'x_y'], status: 'odd_one' }], t),
      [{ name: 'Qwen-Image', description: '', capabilities: ['New images', 'x y'], status: 'odd one' }],
    );
    assert.equal(modelsView([{ name: 'm', capabilities: [], status: 'not_loaded' }], t)[0]?.status, 'Not loaded');
    assert.deepEqual(ratiosView({ '16:9': [1664, 928] }), [{ name: '16:9', value: '1664 × 928' }]);
  });

  it('counts pages and keeps times as the service wrote them', () => {
    const item = { id: 'a', kind: 'image_edit', state: 'failed', prompt: 'fox', error: 'CUDA', duration: 2 };
    const { tasks, pages, total } = tasksPage(
      { items: [{ ...item, createdAt: '2026-03-03T10:11:12.123456' }], total: 41, page: 1, pageSize: 20 },
      t,
    );
    assert.deepEqual([pages, total], [3, 41]);
    assert.deepEqual(tasks[0], {
      ...{ id: 'a', userId: '', kind: 'Edited', state: 'Failed', isFailed: true, prompt: 'fox', error: 'CUDA' },
      ...{ createdAt: '2026-03-03 10:11:12', duration: '2 s' },
    });
  });

  it("shows a time whose zone is known in the user's zone", () => {
    const item = { id: 'a', kind: 'image_edit', state: 'completed', prompt: 'fox' };
    const local = new Date(2026, 2, 3, 4, 5, 6);
    const page = { items: [{ ...item, createdAt: local.toISOString() }], total: 1, page: 1, pageSize: 20 };
    assert.equal(tasksPage(page, t).tasks[0]?.createdAt, '2026-03-03 04:05:06');
  });
});

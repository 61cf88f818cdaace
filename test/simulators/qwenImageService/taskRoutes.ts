/** /tasks/*: one task, the queue, the history, figures. */
import { json, type Reply } from '../wire';
import { fileReply } from './generate';
import { localTime } from './localTime';
import { Refusal, type Call, type Route } from './router';
import type { Task } from './tasks';
import { FieldReader } from './validation';
import type { Simulation } from './simulation';

export function taskRoutes(simulation: Simulation): Route[] {
  const { tasks, accounts } = simulation;
  return [
    { method: 'GET', path: '/tasks/queue', who: 'user', handle: queue },
    { method: 'GET', path: '/tasks/history/me', who: 'user', handle: (call) => history(call, [call.user.id]) },
    { method: 'GET', path: '/tasks/history/all', who: 'admin', handle: allHistory },
    { method: 'GET', path: '/tasks/history/{id}', who: 'user', handle: historyItem },
    {
      method: 'GET',
      path: '/tasks/statistics/me',
      who: 'user',
      handle: ({ user }) => json(200, figures(ofUser(user.id))),
    },
    { method: 'GET', path: '/tasks/statistics/global', who: 'admin', handle: () => json(200, figures(tasks.all())) },
    { method: 'GET', path: '/tasks/quota/me', who: 'user', handle: ({ user }) => json(200, accounts.quota(user)) },
    { method: 'POST', path: '/tasks/cleanup', who: 'admin', handle: cleanup },
    { method: 'GET', path: '/tasks/{id}', who: 'user', handle: status },
    { method: 'GET', path: '/tasks/{id}/result', who: 'user', handle: result },
    { method: 'DELETE', path: '/tasks/{id}', who: 'user', handle: cancel },
  ];

  function known({ parts, user }: Call): Task {
    const task = tasks.get(parts[0] ?? '');
    if (!task) throw new Refusal(404, '任务不存在');
    // Only the lookup in the database checks the owner.
    if (!task.inMemory && task.userId !== user.id && !user.admin) throw new Refusal(403, '无权查看此任务');
    return task;
  }

  function status(call: Call): Reply {
    const task = known(call);
    return json(200, task.inMemory ? tasks.memoryShape(task) : tasks.databaseShape(task));
  }

  async function result(call: Call): Promise<Reply> {
    const fields = new FieldReader(call.request.query);
    const wait = fields.yes('wait', false);
    const seconds = fields.number('timeout', { type: 'int', otherwise: 300 }) * (simulation.options.holdScale ?? 1);
    fields.done();
    const task = known(call);
    if (wait && task.inMemory) await tasks.over(task, { seconds, signal: call.request.signal });
    // The task was deleted during the wait.
    known(call);
    // The database can't be waited for: it answers at once, with the state of before the restart.
    if (!task.inMemory && (task.status === 'pending' || task.status === 'running')) {
      return json(200, { status: task.status, message: `任务状态: ${task.status}（历史记录）` });
    }
    switch (task.status) {
      case 'pending':
        return json(200, { status: 'pending', message: '任务正在排队中', position_in_queue: tasks.pendingCount() });
      case 'running':
        return json(200, { status: 'running', message: '任务正在执行中' });
      case 'failed':
        throw new Refusal(500, `任务执行失败: ${task.error ?? ''}`);
      case 'cancelled':
        throw new Refusal(400, '任务已取消');
      case 'completed':
        if (!task.result) throw new Refusal(404, '结果文件不存在（可能已被清理）');
        return fileReply(task.result);
    }
  }

  function cancel(call: Call): Reply {
    const task = known(call);
    if (!task.inMemory) throw new Refusal(404, '任务不存在');
    if (!tasks.cancel(task)) throw new Refusal(400, `无法取消状态为 ${task.status} 的任务`);
    return json(200, { message: '任务已取消', task_id: task.id });
  }

  function queue({ user }: Call): Reply {
    const mine = ofUser(user.id).filter((task) => task.inMemory);
    const count = (state: Task['status']): number => mine.filter((task) => task.status === state).length;
    const gpus = simulation.options.gpus ?? 1;
    return json(200, {
      is_running: true,
      gpu_count: gpus,
      max_workers: gpus,
      queue_size: tasks.pendingCount(),
      tasks: {
        pending: count('pending'),
        running: count('running'),
        completed: count('completed'),
        failed: count('failed'),
        total: mine.length,
      },
    });
  }

  function allHistory(call: Call): Reply {
    const wanted = call.request.query.get('user_id');
    return history(call, wanted === null ? undefined : [Number(wanted)]);
  }

  function history({ request }: Call, userIds: number[] | undefined): Reply {
    const fields = new FieldReader(request.query);
    const page = fields.number('page', { type: 'int', min: 1, otherwise: 1 });
    const pageSize = fields.number('page_size', { type: 'int', min: 1, max: 100, otherwise: 20 });
    fields.date('start_date');
    fields.date('end_date');
    fields.done();
    const { query } = request;
    const found = tasks
      .all()
      .filter((task) => userIds === undefined || userIds.includes(task.userId))
      .filter((task) => !query.has('status') || query.get('status') === task.status)
      .filter((task) => !query.has('task_type') || query.get('task_type') === task.type)
      .filter((task) => isBetween(task, query.get('start_date'), query.get('end_date')))
      .sort((a, b) => b.number - a.number);
    const items = found.slice((page - 1) * pageSize, page * pageSize).map(tasks.databaseShape);
    const totalPages = Math.ceil(found.length / pageSize);
    return json(200, { items, total: found.length, page, page_size: pageSize, total_pages: totalPages });
  }

  function isBetween(task: Task, from: string | null, to: string | null): boolean {
    const made = localTime(task.createdAt, simulation.options.utcOffset);
    return (from === null || made >= from) && (to === null || made <= to);
  }

  function historyItem({ parts, user }: Call): Reply {
    const task = tasks.get(parts[0] ?? '');
    if (!task) throw new Refusal(404, '任务不存在');
    if (task.userId !== user.id && !user.admin) throw new Refusal(403, '无权查看此任务');
    return json(200, tasks.databaseShape(task));
  }

  function cleanup({ request }: Call): Reply {
    const fields = new FieldReader(request.query);
    fields.number('max_age_hours', { type: 'int', min: 1, otherwise: 24 });
    fields.number('max_age_days', { type: 'int', min: 1, otherwise: 30 });
    fields.done();
    return json(200, { message: '清理完成', memory_cleaned_count: tasks.cleanup(), db_cleaned_count: 0 });
  }

  function ofUser(userId: number): Task[] {
    return tasks.all().filter((task) => task.userId === userId);
  }
}

function figures(tasks: readonly Task[]): Record<string, number> {
  const inState = (state: Task['status']): number => tasks.filter((task) => task.status === state).length;
  const ofType = (type: Task['type']): number => tasks.filter((task) => task.type === type).length;
  const times = tasks.flatMap(({ startedAt, completedAt }) =>
    startedAt === null || completedAt === null ? [] : [(completedAt - startedAt) / 1000],
  );
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    total_tasks: tasks.length,
    completed_tasks: inState('completed'),
    failed_tasks: inState('failed'),
    pending_tasks: inState('pending'),
    text_to_image_count: ofType('text_to_image'),
    image_edit_count: ofType('image_edit'),
    batch_edit_count: ofType('batch_edit'),
    avg_execution_time: times.length === 0 ? 0 : total / times.length,
    total_execution_time: total,
  };
}

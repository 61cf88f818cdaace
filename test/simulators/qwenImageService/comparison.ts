/** What a simulator and a real server are compared by. Nothing here submits a job, takes from a quota or changes an account. */
import type { Comparison } from '../launcher';
import type { ComparedRequest } from '../compareServers';

const get = (path: string, signedIn = true): ComparedRequest => ({ method: 'GET', path, signedIn });
const post = (path: string, form: Record<string, string>): ComparedRequest => ({
  method: 'POST',
  path,
  form,
  signedIn: true,
});
const unknown = '00000000-0000-0000-0000-000000000000';

export const comparison: Comparison = {
  requests: [
    ...['/', '/health', '/models', '/text-to-image/aspect-ratios', '/tasks/queue', '/nothing'].map((path) =>
      get(path, false),
    ),
    get('/text-to-image'),
    get('/auth/me'),
    get('/auth/users'),
    get('/tasks/queue'),
    get('/tasks/quota/me'),
    get('/tasks/statistics/me'),
    get('/tasks/history/me'),
    get('/tasks/history/me?page=0'),
    get('/tasks/history/me?page_size=101'),
    get('/tasks/history/me?start_date=yesterday'),
    get(`/tasks/history/${unknown}`),
    get(`/tasks/${unknown}`),
    get(`/tasks/${unknown}/result`),
    { method: 'DELETE', path: `/tasks/${unknown}`, signedIn: true },
    post('/text-to-image', {}),
    post('/text-to-image', { prompt: 'x', num_images: '5' }),
    post('/text-to-image', { prompt: 'x', num_inference_steps: '19' }),
    post('/text-to-image', { prompt: 'x', async_mode: 'maybe' }),
    post('/image-edit', { prompt: 'x' }),
    post('/image-edit/batch', { prompts: 'x' }),
    { method: 'POST', path: '/auth/login', json: { username: 'nobody', password: 'x' } },
    { method: 'POST', path: '/auth/login', json: {} },
  ],
  async signIn(url, { username, password }) {
    const answer = await fetch(`${url.replace(/\/$/, '')}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    if (!answer.ok) throw new Error(`${url} rejected the sign-in of ${username} (${answer.status})`);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return { authorization: `Bearer ${token}` };
  },
};

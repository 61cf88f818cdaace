import './theme.css';
import { mount } from 'svelte';
import { connectHost } from './host';
import Admin from './pages/Admin.svelte';
import Pictures from './pages/Pictures.svelte';
import Side from './pages/Side.svelte';

const root = document.getElementById('easel');
if (!root) throw new Error('The page has no element #easel.');
const { page } = JSON.parse(root.dataset['start'] ?? '{}') as { page?: unknown };
if (page === 'admin') mount(Admin, { target: root, props: { host: connectHost<'admin'>(root) } });
else if (page === 'side') mount(Side, { target: root, props: { host: connectHost<'side'>(root) } });
else mount(Pictures, { target: root, props: { host: connectHost<'pictures'>(root) } });

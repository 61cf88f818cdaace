import './theme.css';
import { mount } from 'svelte';
import { host, root } from './first';
import type { Host } from './host';
import Admin from './pages/Admin.svelte';
import Pictures from './pages/Pictures.svelte';
import Side from './pages/Side.svelte';

const { page } = host.start;
if (page === 'admin') mount(Admin, { target: root, props: { host: host as Host<'admin'> } });
else if (page === 'side') mount(Side, { target: root, props: { host: host as Host<'side'> } });
else mount(Pictures, { target: root, props: { host: host as Host<'pictures'> } });

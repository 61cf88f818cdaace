import './theme.css';
import { mount } from 'svelte';
import { host, root } from './prefetch';
import type { Host } from '../lib/host';
import Admin from './Admin.svelte';
import Images from '../features/images/Images.svelte';
import Side from '../features/sidebar/Sidebar.svelte';

// A key that the page has used is not the workbench's as well: its own Ctrl+A would select every word of the page.
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented) event.stopPropagation();
});

const { page } = host.start;
if (page === 'admin') mount(Admin, { target: root, props: { host: host as Host<'admin'> } });
else if (page === 'side') mount(Side, { target: root, props: { host: host as Host<'side'> } });
else mount(Images, { target: root, props: { host: host as Host<'images'> } });

import './theme.css';
import { mount } from 'svelte';
import { host, root } from './prefetch';
import type { Host } from '../lib/host/host';
import Admin from './Admin.svelte';
import Images from '../features/images/Images.svelte';
import Sidebar from '../features/sidebar/Sidebar.svelte';

// VS Code would also run its own command for a key that the page handled, such as Ctrl+A.
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented) event.stopPropagation();
});

const { page } = host.start;
if (page === 'admin') mount(Admin, { target: root, props: { host: host as Host<'admin'> } });
else if (page === 'side') mount(Sidebar, { target: root, props: { host: host as Host<'side'> } });
else mount(Images, { target: root, props: { host: host as Host<'images'> } });

/** Entry of the window. */
import './styles/tokens.css';
import './styles/base.css';
import './strings/i18n.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { Providers } from './shell/providers.tsx';
import { onMac } from './ui/on-mac.ts';

if (onMac) document.documentElement.dataset['floatingScrollbars'] = '';
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <App />
    </Providers>
  </StrictMode>,
);

import '@mantine/core/styles.css';
import '@mantine/dropzone/styles.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openOperations } from '../door/operations.ts';
import { followChanges } from '../door/reads.ts';
import { App } from './app.tsx';
import { Providers } from './providers.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

followChanges();
void openOperations();
createRoot(root).render(
  <StrictMode>
    <Providers>
      <App />
    </Providers>
  </StrictMode>,
);

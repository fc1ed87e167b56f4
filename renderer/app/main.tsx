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
import { LastBoundary } from './last-boundary.tsx';
import { Providers } from './providers.tsx';
import { StartGate } from './start-gate.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

followChanges();
openOperations().catch((error: unknown) => console.error(error));
createRoot(root).render(
  <StrictMode>
    <LastBoundary>
      <Providers>
        <StartGate>
          <App />
        </StartGate>
      </Providers>
    </LastBoundary>
  </StrictMode>,
);

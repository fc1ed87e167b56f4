import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { openDoor, pushTo } from './app/door.ts';
import { registerScheme, serveApp } from './app/protocol.ts';
import { lockDown, openWindow } from './app/window.ts';

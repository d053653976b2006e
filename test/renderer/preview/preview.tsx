/** The real window over the fake api, in a plain browser: `?scene=offline`. Scenes are states that are hard to reach by hand. */
import { createFakeApi } from '../../doubles/fake-api.ts';
import { sceneOptions } from './scenes.ts';

const scene = new URLSearchParams(location.search).get('scene') ?? 'normal';
const api = createFakeApi(sceneOptions(scene, Date.now()));
Object.defineProperty(window, 'api', { value: api });
// For the script that takes the pictures: it tells the window things.
Object.defineProperty(window, 'fakeApi', { value: api });
await import('../../../renderer/main.tsx');

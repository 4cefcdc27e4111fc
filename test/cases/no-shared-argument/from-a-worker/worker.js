import { upload } from './upload.js';
addEventListener('message', async ({ data: { region } }) => {
  await upload(new Uint8Array(region, 16));
  await upload(new Uint8Array(region, 16).slice());
});

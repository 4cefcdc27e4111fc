export async function upload(body) {
  await fetch('/upload', { method: 'POST', body }); // want no-shared-argument proven
}
